import { sql } from 'kysely';
import type { Result } from '#kernel/result';
import type { Tx } from './database.server.ts';

/**
 * Runs `work` so that a failure it returns leaves nothing behind: a caller that shows the failure as a page commits,
 * and half an act must not be committed with it. Thrown errors end the whole transaction as ever, unless `rescue` makes a
 * failure of them; what it does not want it throws again.
 */
export async function atomically<R extends Result<unknown, unknown>>(
  tx: Tx,
  work: () => Promise<R>,
  rescue?: (thrown: unknown) => R,
): Promise<R> {
  await sql`SAVEPOINT act`.execute(tx);
  const result = await (rescue === undefined ? work() : work().catch(rescue));
  if (!result.ok) await sql`ROLLBACK TO SAVEPOINT act`.execute(tx);
  await sql`RELEASE SAVEPOINT act`.execute(tx);
  return result;
}
