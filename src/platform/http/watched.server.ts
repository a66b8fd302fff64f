import { type Database, isUnavailable } from '#platform/db.server';

/**
 * The same database, which tells when work failed because our side could not take it. Pages catch what their loaders throw
 * and would draw an error page, for which they need the database again; the site has to know the reason.
 */
export function watched(db: Database, away: (error: unknown) => void): Database {
  const noting = (error: unknown): never => {
    if (isUnavailable(error)) away(error);
    throw error;
  };
  return {
    ...db,
    tenant: (...call) => db.tenant(...call).catch(noting),
    shared: (work) => db.shared(work).catch(noting),
  };
}
