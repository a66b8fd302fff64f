/** Where one record stands, its log, and who made it. */
import { sql } from 'kysely';
import type { Shape } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** What of a record the process needs beside its values. The row stays locked: everything done to one record follows another. */
export async function lockRecord(
  tx: Tx,
  shape: Shape,
  id: string,
): Promise<{ createdBy: string | null; assignees: string[] } | null> {
  return record(tx, shape, id, true);
}

export function selectRecordRow(
  tx: Tx,
  shape: Shape,
  id: string,
): Promise<{ createdBy: string | null; assignees: string[] } | null> {
  return record(tx, shape, id, false);
}

async function record(tx: Tx, shape: Shape, id: string, lock: boolean) {
  const { rows } = await sql<{ createdBy: string | null; assignees: string[] }>`
    SELECT created_by AS "createdBy", coalesce(assignees, '{}') AS assignees FROM ${sql.id(shape.table)}
    WHERE id = ${id}::uuid AND deleted_at IS NULL ${lock ? sql`FOR UPDATE` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Enters a state, or stays there. `counts`: whoever saw the record before has to look again. `assignees` null: as they are. The
 * new revision.
 */
export async function moveRecord(
  tx: Tx,
  shape: Shape,
  recordId: string,
  to: {
    state: string;
    entered: boolean;
    counts: boolean;
    dueOn: string | null;
    assignees: readonly string[] | null;
  },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    WITH moved AS (
      INSERT INTO record_process (app_id, record_id, state, due_on, revision)
      VALUES (${shape.appId}, ${recordId}::uuid, ${to.state}, ${to.dueOn}::date, 1 + ${to.counts ? 1 : 0}::integer)
      ON CONFLICT (app_id, record_id) DO UPDATE SET revision = record_process.revision + ${to.counts ? 1 : 0}::integer, state = excluded.state,
        since = CASE WHEN ${to.entered}::boolean THEN now() ELSE record_process.since END,
        due_on = CASE WHEN ${to.entered}::boolean THEN excluded.due_on ELSE record_process.due_on END
      RETURNING revision),
    shown AS (
      UPDATE ${sql.id(shape.table)} SET state = ${to.state}, assignees = coalesce(${to.assignees === null ? null : [...to.assignees]}::uuid[], assignees)
      WHERE id = ${recordId}::uuid)
    SELECT revision FROM moved`.execute(tx);
  return rows[0]!.revision;
}

export interface NewAct {
  approvalId: string | null;
  round: number | null;
  kind: 'act' | 'verb' | 'system';
  act: string;
  title: string;
  from: string;
  to: string;
  seat: string | null;
  staffId: string | null;
  postId: string | null;
  standsInFor: string | null;
  note: string;
  detail: ActDetail;
}

/** What an act is about beside its words: never a value of the record. */
export interface ActDetail {
  /** Ids of fields that a 字句の訂正 changed. */
  fields?: string[];
  /** Seats that sit somewhere else, in words. */
  moves?: { seat: string; from: string; to: string }[];
  /** Step it was sent back to. */
  backTo?: string;
}

export async function insertAct(tx: Tx, appId: string, recordId: string, one: NewAct): Promise<void> {
  await sql`
    INSERT INTO record_acts (app_id, record_id, approval_id, round, kind, act, title, from_state, to_state, seat, staff_id, post_id,
      stands_in_for, note, detail)
    VALUES (${appId}, ${recordId}::uuid, ${one.approvalId}::uuid, ${one.round}::integer, ${one.kind}, ${one.act}, ${one.title}, ${one.from},
      ${one.to}, ${one.seat}, ${one.staffId}::uuid, ${one.postId}::uuid, ${one.standsInFor}::uuid, ${one.note},
      ${JSON.stringify(one.detail)}::jsonb)`.execute(tx);
}

export interface ActRow extends NewAct {
  id: string;
  at: Date;
}

/** Oldest first; the newest five hundred of a record that has more. */
export async function selectActs(tx: Tx, appId: string, recordId: string): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    SELECT * FROM (
      SELECT id::text, approval_id AS "approvalId", round, at, kind, act, title, from_state AS "from", to_state AS "to", seat,
        staff_id AS "staffId", post_id AS "postId", stands_in_for AS "standsInFor", note, detail, id AS place
      FROM record_acts WHERE app_id = ${appId} AND record_id = ${recordId}::uuid ORDER BY record_acts.id DESC LIMIT 500) newest
    ORDER BY place`.execute(tx);
  return rows;
}

/** Who did the act before: of a person, not by itself. */
export async function selectPrevious(tx: Tx, appId: string, recordId: string): Promise<string | null> {
  const { rows } = await sql<{ staff: string }>`
    SELECT staff_id AS staff FROM record_acts
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND staff_id IS NOT NULL ORDER BY id DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.staff ?? null;
}
