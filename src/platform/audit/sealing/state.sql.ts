/** How sealing and anchors are doing, for people: last head, last anchor, rows that wait. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface PartState {
  /** `sealing`, or the name of a sink. */
  part: string;
  size: number;
  done_at: Date | null;
  failing_since: Date | null;
  failures: number;
  /** A code, never a message: messages quote. */
  error: string | null;
}

export async function selectState(tx: Tx): Promise<PartState[]> {
  const { rows } = await sql<PartState>`
    SELECT part, size::double precision AS size, done_at, failing_since, failures, error
    FROM audit_sealing_state ORDER BY part = 'sealing' DESC, part`.execute(tx);
  return rows;
}

export async function noteDone(tx: Tx, part: string, size: number): Promise<void> {
  await sql`
    INSERT INTO audit_sealing_state (part, size, done_at) VALUES (${part}, ${size}, now())
    ON CONFLICT (part) DO UPDATE SET size = excluded.size, done_at = now(), failing_since = NULL, failures = 0, error = NULL`.execute(
    tx,
  );
}

export async function noteFailed(tx: Tx, part: string, error: string): Promise<void> {
  await sql`
    INSERT INTO audit_sealing_state AS s (part, failing_since, failures, error) VALUES (${part}, now(), 1, ${error})
    ON CONFLICT (part) DO UPDATE
      SET failing_since = coalesce(s.failing_since, now()), failures = s.failures + 1, error = excluded.error`.execute(
    tx,
  );
}

export interface Waiting {
  /** Exact up to 10 000. */
  rows: number;
  since: Date | null;
}

/** Rows above the last head's horizon without a leaf. */
export async function selectWaiting(tx: Tx): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    SELECT count(*)::integer AS rows, min(at) AS since FROM (
      SELECT a.at FROM audit a
      WHERE a.xid >= coalesce((SELECT horizon FROM audit_heads ORDER BY size DESC LIMIT 1), '0'::xid8)
        AND NOT EXISTS (SELECT FROM audit_leaves l WHERE l.row_id = a.id)
      LIMIT 10000) AS waiting`.execute(tx);
  return rows[0]!;
}
