/** Approvals as they are kept: the whole in one value, and its seats beside it for whoever looks for what waits. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { everySeat } from './approval/may.ts';
import type { Approval } from './approval/model.ts';
import { keyOf } from './approval/organisation.ts';

export interface KeptApproval {
  approval: Approval;
  /** State of the process in which it runs. */
  state: string;
  draftedAt: Date;
  decidedAt: Date | null;
}

/** Newest first. */
export async function selectApprovals(tx: Tx, appId: string, recordId: string): Promise<KeptApproval[]> {
  const { rows } = await sql<KeptApproval>`
    SELECT body AS approval, step AS state, drafted_at AS "draftedAt", decided_at AS "decidedAt" FROM record_approvals
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid ORDER BY drafted_at DESC, id LIMIT 50`.execute(
    tx,
  );
  return rows;
}

export async function insertApproval(
  tx: Tx,
  appId: string,
  recordId: string,
  state: string,
  approval: Approval,
): Promise<void> {
  const { drafter, route } = approval;
  await sql`
    INSERT INTO record_approvals (id, app_id, record_id, step, round, state, drafter_staff, drafter_department, route, body)
    VALUES (${approval.id}, ${appId}, ${recordId}::uuid, ${state}, ${approval.round}, ${approval.state}, ${drafter.staff}::uuid,
      ${drafter.department}, ${route.title}, ${JSON.stringify(approval)}::jsonb)`.execute(tx);
  await writeSeats(tx, appId, recordId, approval);
}

export async function updateApproval(
  tx: Tx,
  appId: string,
  recordId: string,
  approval: Approval,
): Promise<void> {
  await sql`
    UPDATE record_approvals SET state = ${approval.state}, body = ${JSON.stringify(approval)}::jsonb, changed_at = now(),
      decided_at = CASE WHEN ${approval.state} IN ('decided', 'inEffect', 'closed') THEN coalesce(decided_at, now()) END
    WHERE id = ${approval.id}::uuid`.execute(tx);
  await writeSeats(tx, appId, recordId, approval);
}

/** A seat that goes on waiting keeps the moment since when it does. */
async function writeSeats(tx: Tx, appId: string, recordId: string, approval: Approval): Promise<void> {
  const seats = everySeat(approval).map(({ seat, step }) => ({
    id: seat.id,
    state: seat.state,
    key: seat.place.kind === 'nobody' ? null : keyOf(seat.place),
    acted_by: seat.act?.staff ?? null,
    acted_at: seat.act?.at ?? null,
    due_on: step.dueOn ?? null,
  }));
  await sql`
    INSERT INTO record_approval_seats (approval_id, seat_id, app_id, record_id, state, key, acted_by, acted_at, due_on)
    SELECT ${approval.id}::uuid, s.id, ${appId}, ${recordId}::uuid, s.state, s.key, s.acted_by, s.acted_at, s.due_on
    FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb)
      AS s (id text, state text, key text, acted_by uuid, acted_at timestamptz, due_on date)
    ON CONFLICT (approval_id, seat_id) DO UPDATE SET state = excluded.state, key = excluded.key, acted_by = excluded.acted_by,
      acted_at = excluded.acted_at, due_on = excluded.due_on,
      since = CASE WHEN record_approval_seats.state = excluded.state
        AND record_approval_seats.key IS NOT DISTINCT FROM excluded.key THEN record_approval_seats.since ELSE now() END`.execute(
    tx,
  );
}

/**
 * Whom the process lets see the record from now on: every seat of approvals that run or were decided, who drafted, and everybody
 * who ever acted. A seat that moved takes its sight along.
 */
export async function writeSeers(tx: Tx, appId: string, recordId: string): Promise<void> {
  await sql`
    WITH wanted AS (
      SELECT s.key FROM record_approval_seats s JOIN record_approvals a ON a.id = s.approval_id
      WHERE s.app_id = ${appId} AND s.record_id = ${recordId}::uuid AND s.key IS NOT NULL
        AND a.state IN ('circulating', 'decided', 'inEffect', 'closed')
      UNION SELECT 'person:' || staff_id FROM record_acts
      WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND staff_id IS NOT NULL),
    gone AS (
      DELETE FROM record_seers WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND key NOT IN (SELECT key FROM wanted))
    INSERT INTO record_seers (app_id, record_id, key) SELECT ${appId}, ${recordId}::uuid, key FROM wanted
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** Where a walk over records goes on. */
export interface RecordKey {
  appId: string;
  recordId: string;
}

export interface AskingApproval extends RecordKey {
  approval: Approval;
}

/**
 * The next records of which an approval still asks somebody for something, or waits for its drafter, with those approvals; newest
 * first of each. `limit` counts records. What is over is never read: both ways in have an index of their own.
 */
export async function selectAsking(
  tx: Tx,
  after: RecordKey | null,
  limit: number,
): Promise<AskingApproval[]> {
  const behind = (app: string, record: string) =>
    after === null
      ? sql`true`
      : sql`(${sql.ref(app)}, ${sql.ref(record)}) > (${after.appId}::text, ${after.recordId}::uuid)`;
  const { rows } = await sql<AskingApproval>`
    WITH walked AS (
      (SELECT DISTINCT a.app_id, a.record_id FROM record_approvals a
        WHERE a.state IN ('circulating', 'sentBack', 'recalled') AND ${behind('a.app_id', 'a.record_id')} AND NOT ${drafted}
        ORDER BY 1, 2 LIMIT ${limit})
      UNION (SELECT DISTINCT s.app_id, s.record_id FROM record_approval_seats s
        WHERE s.state IN ('toReview', 'toRead') AND ${behind('s.app_id', 's.record_id')} ORDER BY 1, 2 LIMIT ${limit})
      ORDER BY 1, 2 LIMIT ${limit})
    SELECT a.app_id AS "appId", a.record_id AS "recordId", a.body AS approval
    FROM walked w JOIN record_approvals a ON a.app_id = w.app_id AND a.record_id = w.record_id
    WHERE ${asks} ORDER BY a.app_id, a.record_id, a.drafted_at DESC`.execute(tx);
  return rows;
}

/** Those of one record. */
export async function selectAskingOf(tx: Tx, appId: string, recordId: string): Promise<Approval[]> {
  const { rows } = await sql<{ approval: Approval }>`
    SELECT a.body AS approval FROM record_approvals a
    WHERE a.app_id = ${appId} AND a.record_id = ${recordId}::uuid AND ${asks} ORDER BY a.drafted_at DESC`.execute(
    tx,
  );
  return rows.map((row) => row.approval);
}

const drafted = sql`EXISTS (SELECT FROM record_approvals n
  WHERE n.app_id = a.app_id AND n.record_id = a.record_id AND n.drafted_at > a.drafted_at)`;
const asks = sql`(a.state = 'circulating' OR (a.state IN ('sentBack', 'recalled') AND NOT ${drafted})
  OR EXISTS (SELECT FROM record_approval_seats s WHERE s.approval_id = a.id AND s.state IN ('toReview', 'toRead')))`;
