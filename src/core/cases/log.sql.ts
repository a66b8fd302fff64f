/** The action log of a case and what hangs on it: comments, letters, corrections, payments. */
import { sql } from 'kysely';
import { announceAction } from '#core/integrations.server';
import type { Tx } from '#platform/db.server';

export interface ActionRow {
  id: string;
  at: Date;
  verb: string;
  actor_kind: 'staff' | 'applicant' | 'system';
  actor_name: string | null;
  position: string | null;
  stands_in_for: string | null;
  from_state: string | null;
  to_state: string | null;
  note: string | null;
  detail: Record<string, unknown>;
}

/** Every change of state passes here, whatever the channel; other systems are told of it in the same transaction. */
export async function insertAction(
  tx: Tx,
  row: {
    caseId: string;
    verb: string;
    actorKind: ActionRow['actor_kind'];
    postId: string | null;
    standsInFor?: string | null;
    from?: string | null;
    to?: string | null;
    note?: string | null;
    detail?: unknown;
    messageId?: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO case_actions (case_id, verb, actor_kind, post_id, stands_in_for, from_state, to_state, note, detail, message_id)
    VALUES (${row.caseId}, ${row.verb}, ${row.actorKind}, ${row.postId}, ${row.standsInFor ?? null}, ${row.from ?? null},
      ${row.to ?? null}, ${row.note ?? null}, ${JSON.stringify(row.detail ?? {})}::jsonb, ${row.messageId ?? null})`.execute(
    tx,
  );
  await announceAction(tx, row);
}

export async function selectActions(tx: Tx, caseId: string): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    SELECT a.id, a.at, a.verb, a.actor_kind, s.family || ' ' || s.given AS actor_name, p.position,
      (SELECT s2.family || ' ' || s2.given FROM posts p2 JOIN staff s2 ON s2.id = p2.staff_id WHERE p2.id = a.stands_in_for) AS stands_in_for,
      a.from_state, a.to_state, a.note, a.detail
    FROM case_actions a LEFT JOIN posts p ON p.id = a.post_id LEFT JOIN staff s ON s.id = p.staff_id
    WHERE a.case_id = ${caseId} ORDER BY a.id`.execute(tx);
  return rows;
}

export async function insertComment(tx: Tx, caseId: string, postId: string, body: string): Promise<void> {
  await sql`INSERT INTO case_comments (case_id, post_id, body) VALUES (${caseId}, ${postId}, ${body})`.execute(
    tx,
  );
}

export interface CommentRow {
  at: Date;
  name: string;
  body: string;
}

export async function selectComments(tx: Tx, caseId: string): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`
    SELECT c.at, s.family || ' ' || s.given AS name, c.body FROM case_comments c
    JOIN posts p ON p.id = c.post_id JOIN staff s ON s.id = p.staff_id WHERE c.case_id = ${caseId} ORDER BY c.id`.execute(
    tx,
  );
  return rows;
}

export async function insertLetter(
  tx: Tx,
  row: {
    caseId: string;
    sender: 'applicant' | 'office';
    postId: string | null;
    body: string;
    messageId?: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO case_messages (case_id, sender, post_id, body, message_id)
    VALUES (${row.caseId}, ${row.sender}, ${row.postId}, ${row.body}, ${row.messageId ?? null})
    ON CONFLICT (message_id) DO NOTHING`.execute(tx);
}

export interface LetterRow {
  at: Date;
  sender: 'applicant' | 'office';
  body: string;
}

export async function selectLetters(tx: Tx, caseId: string): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    SELECT at, sender, body FROM case_messages WHERE case_id = ${caseId} ORDER BY id`.execute(tx);
  return rows;
}

export interface CorrectionRow {
  id: string;
  asked_at: Date;
  fields: { path: string; reason: string }[];
  message: string;
  answer_by: string | null;
  answered_at: Date | null;
}

export async function insertCorrection(
  tx: Tx,
  row: {
    id: string;
    caseId: string;
    /** Null: the house itself sent it back. */
    postId: string | null;
    fields: CorrectionRow['fields'];
    message: string;
    answerBy: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO correction_requests (id, case_id, asked_by, fields, message, answer_by)
    VALUES (${row.id}, ${row.caseId}, ${row.postId}, ${JSON.stringify(row.fields)}::jsonb, ${row.message}, ${row.answerBy})`.execute(
    tx,
  );
}

export async function selectCorrections(tx: Tx, caseId: string): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    SELECT id, asked_at, fields, message, answer_by, answered_at FROM correction_requests
    WHERE case_id = ${caseId} ORDER BY asked_at`.execute(tx);
  return rows;
}

export async function answerCorrection(tx: Tx, caseId: string): Promise<void> {
  await sql`UPDATE correction_requests SET answered_at = now() WHERE case_id = ${caseId} AND answered_at IS NULL`.execute(
    tx,
  );
}

export async function insertPayment(
  tx: Tx,
  row: { id: string; caseId: string; yen: number; method: string; postId: string },
): Promise<boolean> {
  const result = await sql`
    INSERT INTO payments (id, case_id, yen, method, received_by)
    VALUES (${row.id}, ${row.caseId}, ${row.yen}, ${row.method}, ${row.postId}) ON CONFLICT (case_id) DO NOTHING`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

export async function insertIdentityCheck(
  tx: Tx,
  caseId: string,
  kinds: string[],
  postId: string,
): Promise<void> {
  await sql`
    INSERT INTO identity_checks (case_id, kinds, checked_by) VALUES (${caseId}, ${kinds}, ${postId})
    ON CONFLICT (case_id) DO NOTHING`.execute(tx);
}

export interface StaffFileRow {
  id: string;
  case_id: string | null;
  field_id: number | null;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  /** `waiting` and `infected` may be read by nobody. */
  scan: 'none' | 'clean' | 'waiting' | 'infected';
  added_at: Date;
}

/** The only place that may name a file: a field, with its line, of one record, or of one that this person adds (null). */
export interface FileMeaning {
  appId: string;
  recordId: string | null;
  control: string;
  staffId: string;
}

export async function insertStaffFile(
  tx: Tx,
  row: {
    id: string;
    caseId: string | null;
    fieldId: number | null;
    sha256: string;
    name: string;
    type: string;
    bytes: number;
    scan: StaffFileRow['scan'];
    postId: string | null;
    meant?: FileMeaning | undefined;
  },
): Promise<void> {
  const { meant } = row;
  await sql`
    INSERT INTO staff_files (id, case_id, field_id, sha256, name, type, bytes, scan, added_by, meant_for, meant_app, meant_record, meant_by)
    VALUES (${row.id}, ${row.caseId}, ${row.fieldId}, ${row.sha256}, ${row.name}, ${row.type}, ${row.bytes}, ${row.scan}, ${row.postId},
      ${meant?.control ?? null}, ${meant?.appId ?? null}, ${meant?.recordId ?? null}::uuid, ${meant?.staffId ?? null}::uuid)
    ON CONFLICT (id) DO NOTHING`.execute(tx);
}

export async function selectStaffFiles(tx: Tx, caseId: string): Promise<StaffFileRow[]> {
  const { rows } = await sql<StaffFileRow>`
    SELECT id, case_id, field_id, sha256, name, type, bytes, scan, added_at FROM staff_files
    WHERE case_id = ${caseId} ORDER BY added_at, id`.execute(tx);
  return rows;
}
