/** What the database says of itself while a proof runs. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Seen {
  connections: number;
  /** Transactions that were begun and do nothing, longer than ten seconds. */
  idleInTransaction: number;
  /** Sessions that wait for a lock. */
  waitingForLocks: number;
  longestSeconds: number;
}

/** As the administrator. */
export async function selectSeen(tx: Tx): Promise<Seen> {
  const { rows } = await sql<Seen>`
    SELECT count(*)::int AS connections,
           count(*) FILTER (WHERE state = 'idle in transaction' AND state_change < now() - interval '10 seconds')::int AS "idleInTransaction",
           count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS "waitingForLocks",
           coalesce(max(extract(epoch FROM now() - xact_start)) FILTER (WHERE state <> 'idle'), 0)::float AS "longestSeconds"
      FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`.execute(
    tx,
  );
  return rows[0]!;
}
