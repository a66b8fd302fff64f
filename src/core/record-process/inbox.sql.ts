/** What waits for somebody, and what they drafted and did: by the keys of their seats, never by looking through records. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Approval, SeatState } from './approval/model.ts';

export interface BoxRow {
  appId: string;
  recordId: string;
  approval: Approval;
  /** Null of drafts. */
  seat: string | null;
  draftedAt: Date;
  at: Date;
  /** `at` to the last digit, and what tells rows of one moment apart. */
  place: string;
  revision: number;
}

const columns = sql`a.app_id AS "appId", a.record_id AS "recordId", a.body AS approval, a.drafted_at AS "draftedAt",
  coalesce(p.revision, 1) AS revision`;
const standing = sql`LEFT JOIN record_process p ON p.app_id = a.app_id AND p.record_id = a.record_id`;

/** Behind `after`, oldest first. Whoever drafted acts on nothing of it. */
export async function selectWaiting(
  tx: Tx,
  keys: readonly string[],
  staff: string,
  state: SeatState,
  after: string | null,
  limit: number,
): Promise<BoxRow[]> {
  const { rows } = await sql<BoxRow>`
    SELECT ${columns}, s.seat_id AS seat, s.since AS at, to_char(s.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id || ' ' || s.seat_id AS place
    FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id ${standing}
    WHERE s.key = ANY (${[...keys]}::text[]) AND s.state = ${state} AND s.state IN ('open', 'toReview', 'toRead')
      AND a.drafter_staff <> ${staff}::uuid
      AND (${after}::text IS NULL OR to_char(s.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id || ' ' || s.seat_id > ${after}::text COLLATE "C")
    ORDER BY s.since, a.id, s.seat_id COLLATE "C" LIMIT ${limit}`.execute(tx);
  return rows;
}

export async function countWaiting(
  tx: Tx,
  keys: readonly string[],
  staff: string,
  most: number,
): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    SELECT k.state, (SELECT count(*)::int FROM (
        SELECT FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id
        WHERE s.key = ANY (${[...keys]}::text[]) AND s.state = k.state AND s.state IN ('open', 'toReview', 'toRead')
          AND a.drafter_staff <> ${staff}::uuid LIMIT ${most}) few) AS count
    FROM (VALUES ('open'), ('toReview'), ('toRead')) k (state)`.execute(tx);
  return rows;
}

/** The newest approval of each record one drafted, newest first. */
export async function selectDrafted(
  tx: Tx,
  staff: string,
  after: string | null,
  limit: number,
): Promise<BoxRow[]> {
  const { rows } = await sql<BoxRow>`
    SELECT ${columns}, NULL AS seat, a.changed_at AS at, to_char(a.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id AS place
    FROM record_approvals a ${standing}
    WHERE a.drafter_staff = ${staff}::uuid
      AND NOT EXISTS (SELECT FROM record_approvals n WHERE n.app_id = a.app_id AND n.record_id = a.record_id AND n.drafted_at > a.drafted_at)
      AND (${after}::text IS NULL OR to_char(a.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id < ${after}::text COLLATE "C")
    ORDER BY a.changed_at DESC, a.id DESC LIMIT ${limit}`.execute(tx);
  return rows;
}

/** One's own acts from seats, newest first. */
export async function selectDone(
  tx: Tx,
  staff: string,
  after: string | null,
  limit: number,
): Promise<BoxRow[]> {
  const { rows } = await sql<BoxRow>`
    SELECT ${columns}, s.seat_id AS seat, s.acted_at AS at,
      to_char(s.acted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id || ' ' || s.seat_id AS place
    FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id ${standing}
    WHERE s.acted_by = ${staff}::uuid
      AND (${after}::text IS NULL OR to_char(s.acted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || a.id || ' ' || s.seat_id < ${after}::text COLLATE "C")
    ORDER BY s.acted_at DESC, a.id DESC, s.seat_id COLLATE "C" DESC LIMIT ${limit}`.execute(tx);
  return rows;
}
