/** Addresses that every page of a record leads back to. */
import { href, staffPaths } from '#ui/paths';

export const appHref = (app: string): string => href(staffPaths.app, { app });
