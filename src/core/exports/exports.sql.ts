/** The log of exports. Every change is conditional in the statement that makes it; the table's constraints stand behind. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Encoding, ExportState, Format, Misfits, SourceName } from './model.ts';

export interface ExportRow {
  id: string;
  number: string;
  regular_output_id: string | null;
  regular_title: string | null;
  recipient: string | null;
  department: string;
  department_name: string;
  requester_post_id: string;
  requester_staff_id: string;
  requester_name: string;
  requester_login: string;
  requester_position: string;
  requested_at: Date;
  purpose: string;
  source: SourceName;
  query: Record<string, string>;
  columns: string[];
  column_labels: string[];
  field_classes: string[];
  format: Format;
  encoding: Encoding;
  replacements: Record<string, string>;
  state: ExportState;
  rows: number | null;
  persons: number | null;
  left_out: number | null;
  misfits: Misfits | null;
  approver_name: string | null;
  approver_staff_id: string | null;
  answered_at: Date | null;
  answer_note: string;
  approved_rows: number | null;
  approved_persons: number | null;
  progress: number;
  attempts: number;
  file_name: string | null;
  sha256: string | null;
  bytes: string | null;
  sheets: number | null;
  has_password: boolean;
  password_shown_at: Date | null;
  ready_at: Date | null;
  expires_at: Date | null;
  downloads: number;
  failure: string | null;
}

const select = sql`
  SELECT e.id, e.number, e.regular_output_id, o.title AS regular_title, o.recipient, e.department,
    coalesce((SELECT d.name FROM departments d WHERE d.code = e.department ORDER BY d.valid_from DESC LIMIT 1), e.department) AS department_name,
    e.requester_post_id, e.requester_staff_id, s.family || ' ' || s.given AS requester_name, s.login AS requester_login,
    p.position AS requester_position, e.requested_at, e.purpose, e.source, e.query, e.columns, e.column_labels, e.field_classes,
    e.format, e.encoding, e.replacements, e.state, e.rows, e.persons, e.left_out, e.misfits,
    (SELECT a.family || ' ' || a.given FROM staff a WHERE a.id = e.approver_staff_id) AS approver_name, e.approver_staff_id,
    e.answered_at, e.answer_note, e.approved_rows, e.approved_persons, e.progress, e.attempts, e.file_name, e.sha256, e.bytes,
    e.sheets, e.password_sealed IS NOT NULL AS has_password, e.password_shown_at, e.ready_at, e.expires_at, e.downloads, e.failure
  FROM exports e JOIN staff s ON s.id = e.requester_staff_id JOIN posts p ON p.id = e.requester_post_id
    LEFT JOIN regular_outputs o ON o.id = e.regular_output_id`;

/** Who may see the line of an export at all: whoever asked, in that post, and whoever may approve in its department. */
export interface Viewer {
  staffId: string;
  postId: string;
  /** Departments in which this actor may approve. */
  approves: string[];
}

const seenBy = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(
  (e.requester_post_id = ${viewer.postId} AND e.requester_staff_id = ${viewer.staffId})
  OR (e.department = ANY (${viewer.approves}::text[]) AND (e.persons > 100 OR e.regular_output_id IS NOT NULL)))`;

export async function selectExports(tx: Tx, viewer: Viewer, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    ${select} WHERE ${seenBy(viewer)} ORDER BY e.requested_at DESC, e.id LIMIT ${limit}`.execute(tx);
  return rows;
}

export async function selectExport(tx: Tx, id: string, viewer: Viewer): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`${select} WHERE e.id = ${id} AND ${seenBy(viewer)}`.execute(tx);
  return rows[0] ?? null;
}

/** For the worker, which acts for whoever asked. */
export async function selectExportById(tx: Tx, id: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`${select} WHERE e.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export interface NewExport {
  id: string;
  number: string;
  department: string;
  postId: string;
  staffId: string;
  purpose: string;
  source: SourceName;
  query: Record<string, string>;
  columns: string[];
  labels: string[];
  classes: string[];
  format: Format;
  encoding: Encoding;
}

export async function insertExport(tx: Tx, row: NewExport): Promise<void> {
  await sql`
    INSERT INTO exports (id, number, department, requester_post_id, requester_staff_id, purpose, source, query, columns,
      column_labels, field_classes, format, encoding)
    VALUES (${row.id}, ${row.number}, ${row.department}, ${row.postId}, ${row.staffId}, ${row.purpose}, ${row.source},
      ${JSON.stringify(row.query)}::jsonb, ${row.columns}, ${row.labels}, ${row.classes}, ${row.format}, ${row.encoding})`.execute(
    tx,
  );
}

/** One statement: no number twice, however many ask. */
export async function takeNumber(tx: Tx, fiscalYear: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    INSERT INTO export_numbers (fiscal_year, last) VALUES (${fiscalYear}, 1)
    ON CONFLICT (fiscal_year) DO UPDATE SET last = export_numbers.last + 1 RETURNING last`.execute(tx);
  return rows[0]!.last;
}

/** What was typed into the search goes with the content. */
const overNow = sql`misfits = NULL, password_sealed = NULL, query = query - 'q', claim = NULL`;

/**
 * The second person's yes: only to what they saw, only to what somebody else asked for, and only while it waits. The worker
 * counts again before it writes anything.
 */
export async function approveExport(
  tx: Tx,
  id: string,
  by: { staffId: string; postId: string; departments: string[] },
  seen: { rows: number; persons: number },
): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = 'building', approver_staff_id = ${by.staffId}, approver_post_id = ${by.postId}, answered_at = now(),
      approved_rows = rows, approved_persons = persons, attempts = 0, claim = NULL, claimed_at = NULL
    WHERE id = ${id} AND state = 'waiting' AND requester_staff_id <> ${by.staffId} AND department = ANY (${by.departments}::text[])
      AND rows = ${seen.rows} AND persons = ${seen.persons}`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function refuseExport(
  tx: Tx,
  id: string,
  by: { staffId: string; postId: string; departments: string[] },
  note: string,
): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = 'refused', approver_staff_id = ${by.staffId}, approver_post_id = ${by.postId}, answered_at = now(),
      answer_note = ${note}, ${overNow}
    WHERE id = ${id} AND state = 'waiting' AND requester_staff_id <> ${by.staffId}
      AND department = ANY (${by.departments}::text[])`.execute(tx);
  return result.numAffectedRows === 1n;
}

interface Owner {
  staffId: string;
  postId: string;
}
const ownedBy = (owner: Owner) =>
  sql<boolean>`requester_staff_id = ${owner.staffId} AND requester_post_id = ${owner.postId}`;

export async function cancelExportRow(tx: Tx, id: string, owner: Owner): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = 'cancelled', ${overNow}
    WHERE id = ${id} AND ${ownedBy(owner)} AND state IN ('counting', 'choosing', 'waiting', 'building', 'ready')`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

/** What shall stand for characters that do not fit, or another encoding; then it is counted again. */
export async function chooseCharactersRow(
  tx: Tx,
  id: string,
  owner: Owner,
  choice: { encoding: Encoding; replacements: Record<string, string> },
): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = 'counting', misfits = NULL, encoding = ${choice.encoding},
      replacements = replacements || ${JSON.stringify(choice.replacements)}::jsonb, attempts = 0, claim = NULL, claimed_at = NULL
    WHERE id = ${id} AND ${ownedBy(owner)} AND state = 'choosing'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Somebody came under a measure since the file was made: what it holds may be wrong to give away, and it is made anew. */
const noNewMeasure = sql<boolean>`(source NOT IN ('cases', 'records') OR NOT EXISTS (
  SELECT 1 FROM protection_persons WHERE added_at > ready_at))`;

/** Takes the sealed password out: whoever comes second finds none. */
export async function takePassword(tx: Tx, id: string, owner: Owner): Promise<string | null> {
  const { rows } = await sql<{ sealed: string }>`
    WITH kept AS (
      SELECT id, password_sealed FROM exports
      WHERE id = ${id} AND ${ownedBy(owner)} AND state = 'ready' AND expires_at > now() AND password_sealed IS NOT NULL
        AND ${noNewMeasure} FOR UPDATE)
    UPDATE exports e SET password_sealed = NULL, password_shown_at = now() FROM kept
    WHERE e.id = kept.id RETURNING kept.password_sealed AS sealed`.execute(tx);
  return rows[0]?.sealed ?? null;
}

/** Counts a download of a file that is still there. */
export async function countDownload(
  tx: Tx,
  id: string,
  owner: Owner,
): Promise<{ file_name: string; bytes: string } | null> {
  const { rows } = await sql<{ file_name: string; bytes: string }>`
    UPDATE exports SET downloads = downloads + 1
    WHERE id = ${id} AND ${ownedBy(owner)} AND state = 'ready' AND expires_at > now() AND ${noNewMeasure}
    RETURNING file_name, bytes`.execute(tx);
  return rows[0] ?? null;
}
