/** Which last days come near or have passed, and what was said of them. */
import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Deadline, ReminderStep } from './due-on.ts';

/** Apps that have any deadline at all, so that a quiet city costs one question. */
export async function selectAppsWithDeadlines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT app_id AS id FROM record_process WHERE due_on IS NOT NULL
    UNION SELECT app_id FROM record_approval_seats WHERE due_on IS NOT NULL AND state = 'open'`.execute(tx);
  return rows.map((row) => row.id);
}

/** A reminder, and the last days of which it is said today. */
export interface Span {
  step: ReminderStep;
  from: PlainDate | null;
  until: PlainDate;
}

export interface DueRecord {
  recordId: string;
  dueOn: PlainDate;
}

/** Records of a state of which something is to be said that was not said yet, with all of it. What was said does not come again. */
export async function selectDueRecords(
  tx: Tx,
  of: { appId: string; state: string; spans: readonly Span[]; limit: number },
): Promise<(DueRecord & { steps: ReminderStep[] })[]> {
  const { rows } = await sql<DueRecord & { steps: ReminderStep[] }>`
    SELECT p.record_id AS "recordId", p.due_on::text AS "dueOn", array_agg(s.step) AS steps
    FROM record_process p JOIN jsonb_to_recordset(${JSON.stringify(of.spans)}::jsonb) AS s (step text, "from" date, until date)
      ON p.due_on <= s.until AND (s."from" IS NULL OR p.due_on >= s."from")
    WHERE p.app_id = ${of.appId} AND p.state = ${of.state} AND p.due_on IS NOT NULL
      AND NOT EXISTS (SELECT FROM record_reminders r WHERE r.app_id = p.app_id AND r.record_id = p.record_id
        AND r.about = ${`state:${of.state}`} AND r.due_on = p.due_on AND r.step = s.step)
    GROUP BY p.due_on, p.record_id ORDER BY p.due_on, p.record_id LIMIT ${of.limit}`.execute(tx);
  return rows;
}

/** Where the walk over seats goes on. */
export interface SeatPlace {
  dueOn: PlainDate;
  approvalId: string;
  seatId: string;
}

export interface DueSeat extends DueRecord, SeatPlace {
  /** Of its step; null: the step has none. */
  deadline: Deadline | null;
}

/** Open seats with a last day until then, of which not all was said yet, in their order: of their approval only the deadline. */
export async function selectDueSeats(
  tx: Tx,
  of: { appId: string; until: PlainDate; after: SeatPlace | null; limit: number },
): Promise<DueSeat[]> {
  const { after } = of;
  const behind =
    after === null
      ? sql`true`
      : sql`(s.due_on, s.approval_id, s.seat_id) > (${after.dueOn}::date, ${after.approvalId}::uuid, ${after.seatId}::text)`;
  const { rows } = await sql<DueSeat>`
    SELECT s.record_id AS "recordId", s.due_on::text AS "dueOn", s.seat_id AS "seatId", s.approval_id AS "approvalId",
      (SELECT laid -> 'deadline' FROM jsonb_array_elements(a.body -> 'steps') laid
        WHERE laid -> 'seats' @> jsonb_build_array(jsonb_build_object('id', s.seat_id)) LIMIT 1) AS deadline
    FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id
    WHERE s.app_id = ${of.appId} AND s.state = 'open' AND s.due_on <= ${of.until}::date AND ${behind}
      AND NOT EXISTS (SELECT FROM record_reminders r WHERE r.app_id = s.app_id AND r.record_id = s.record_id
        AND r.about = 'seat:' || s.approval_id || ':' || s.seat_id AND r.due_on = s.due_on AND r.step = 'late')
    ORDER BY s.due_on, s.approval_id, s.seat_id LIMIT ${of.limit}`.execute(tx);
  return rows;
}

/** False: it was said before, by whomever. */
export async function claimReminder(
  tx: Tx,
  one: { appId: string; recordId: string; about: string; dueOn: PlainDate; step: string },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO record_reminders (app_id, record_id, about, due_on, step)
    VALUES (${one.appId}, ${one.recordId}::uuid, ${one.about}, ${one.dueOn}::date, ${one.step}) ON CONFLICT DO NOTHING
    RETURNING step`.execute(tx);
  return rows.length > 0;
}
