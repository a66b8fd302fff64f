/** Addresses of records. */
import { href, staffPaths } from '#ui/paths';

export const recordHref = (app: string, record: string): string => href(staffPaths.record, { app, record });

/** A new record that names this one in the field given. */
export const addHref = (app: string, fieldId: number, record: string): string =>
  href(staffPaths.recordNew, { app }, { of: `${fieldId}.${record}` });
