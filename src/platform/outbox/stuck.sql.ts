/** Messages that do not get through, for the people who run the house. Never what stands in them. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Target } from './outbox.sql.ts';

export interface StuckMessage {
  id: string;
  kind: string;
  target: Target;
  created_at: Date;
  attempts: number;
  last_error: string | null;
  held: boolean;
}

/** Older than `minutes`, or failed before; oldest first. */
export async function selectStuck(tx: Tx, minutes: number, limit = 200): Promise<StuckMessage[]> {
  const { rows } = await sql<StuckMessage>`
    SELECT id, kind, target, created_at, attempts, last_error, held FROM outbox_stuck
    WHERE created_at < now() - ${minutes} * interval '1 minute' OR attempts > 0 OR held ORDER BY id LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Handed to the job queue anew at once; handlers bear repetition. False when it got through meanwhile. */
export async function retryMessage(tx: Tx, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false;
  const { numAffectedRows } = await sql`
    UPDATE outbox SET relayed_at = NULL WHERE id = ${id} AND delivered_at IS NULL AND dropped_at IS NULL`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export interface Backlog {
  waiting: number;
  failing: number;
  /** Seconds since the oldest was posted. */
  oldest: number;
}

/** For metrics and checks. */
export async function selectBacklog(tx: Tx): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE attempts > 2))::int AS failing,
      coalesce(extract(epoch FROM now() - min(created_at)), 0)::int AS oldest
    FROM outbox_stuck WHERE NOT held`.execute(tx);
  return rows[0]!;
}
