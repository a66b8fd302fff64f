/** Locks on contents, so that the sweep never takes one that somebody is about to name. They end with the transaction. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

const keyOf = (sha256: string) =>
  sql`hashtextextended('content:' || current_schema() || ':' || ${sha256}, 0)`;

/** Many may name a content at once; only the sweep waits for them. */
export async function lockToName(tx: Tx, sha256: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${keyOf(sha256)})`.execute(tx);
}

/** False when somebody is naming it right now. */
export async function lockToRemove(tx: Tx, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    SELECT pg_try_advisory_xact_lock(${keyOf(sha256)}) AS free`.execute(tx);
  return rows[0]?.free === true;
}
