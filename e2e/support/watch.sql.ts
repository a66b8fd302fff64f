/** What the database says of itself while a proof runs. */
import type { Database } from '#platform/db.server';

export interface Seen {
  connections: number;
  /** Transactions that were begun and do nothing, longer than ten seconds. */
  idleInTransaction: number;
  /** Sessions that wait for a lock. */
  waitingForLocks: number;
  longestSeconds: number;
}

/** As the administrator's login itself: a role inside a municipality sees its own sessions only. */
export function selectSeen(db: Database): Promise<Seen> {
  return db.shared(async (client) => {
    const { rows } = await client.query<Seen>(`
      SELECT count(*)::int AS connections,
             count(*) FILTER (WHERE state = 'idle in transaction' AND state_change < now() - interval '10 seconds')::int AS "idleInTransaction",
             count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS "waitingForLocks",
             coalesce(max(extract(epoch FROM now() - xact_start)) FILTER (WHERE state <> 'idle'), 0)::float AS "longestSeconds"
        FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`);
    return rows[0]!;
  });
}
