/** Deadlines that come near or have passed, and what was said of them already. */
import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Approval } from '../approval/model.ts';

/** Apps that have any deadline at all, so that a quiet city costs one question. */
export async function selectAppsWithDeadlines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT app_id AS id FROM record_process WHERE due_on IS NOT NULL
    UNION SELECT app_id FROM record_approval_seats WHERE due_on IS NOT NULL AND state = 'open'`.execute(tx);
  return rows.map((row) => row.id);
}

export interface DueRecord {
  recordId: string;
  dueOn: PlainDate;
}

/** Records of a state whose last day lies in this span and of whom this was not said yet. */
export async function selectDueRecords(
  tx: Tx,
  of: { appId: string; state: string; from: PlainDate | null; until: PlainDate; step: string; most: number },
): Promise<DueRecord[]> {
  const { rows } = await sql<DueRecord>`
    SELECT p.record_id AS "recordId", p.due_on::text AS "dueOn" FROM record_process p
    WHERE p.app_id = ${of.appId} AND p.state = ${of.state} AND p.due_on <= ${of.until}::date
      AND (${of.from}::date IS NULL OR p.due_on >= ${of.from}::date)
      AND NOT EXISTS (SELECT FROM record_reminders r WHERE r.app_id = p.app_id AND r.record_id = p.record_id
        AND r.about = ${`state:${of.state}`} AND r.due_on = p.due_on AND r.step = ${of.step})
    ORDER BY p.due_on, p.record_id LIMIT ${of.most}`.execute(tx);
  return rows;
}

export interface DueSeat extends DueRecord {
  seatId: string;
  approval: Approval;
}

/** Open seats with a last day until then, of which not all was said yet. */
export async function selectDueSeats(
  tx: Tx,
  appId: string,
  until: PlainDate,
  most: number,
): Promise<DueSeat[]> {
  const { rows } = await sql<DueSeat>`
    SELECT s.record_id AS "recordId", s.due_on::text AS "dueOn", s.seat_id AS "seatId", a.body AS approval
    FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id
    WHERE s.app_id = ${appId} AND s.state = 'open' AND s.due_on <= ${until}::date
      AND NOT EXISTS (SELECT FROM record_reminders r WHERE r.app_id = s.app_id AND r.record_id = s.record_id
        AND r.about = 'seat:' || s.approval_id || ':' || s.seat_id AND r.due_on = s.due_on AND r.step = 'late')
    ORDER BY s.due_on, s.approval_id, s.seat_id LIMIT ${most}`.execute(tx);
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
