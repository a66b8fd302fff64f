/** The page of a record. */
import { href, staffPaths } from '#ui/paths';

export const recordHref = (app: string, record: string): string => href(staffPaths.record, { app, record });
