/** Addresses that every page of a record leads back to. */
export const appHref = (app: string): string => `/apps/${encodeURIComponent(app)}`;
