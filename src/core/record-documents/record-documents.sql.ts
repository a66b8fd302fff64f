/** Papers of records that were kept: their numbers, where their PDF lies, and what became of them. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { PaperData, RecordDocumentState } from './model.ts';

export interface RecordDocumentRow {
  id: string;
  app_id: string;
  record_id: string;
  template: string;
  title: string;
  department: string | null;
  fiscal_year: number | null;
  serial: number | null;
  number: string | null;
  verification_code: string | null;
  state: RecordDocumentState;
  /** Until it is set; then the PDF is all there is. */
  data: PaperData | null;
  field_ids: number[];
  omitted: boolean;
  missing: { character: string; codePoint: string }[] | null;
  sha256: string | null;
  bytes: number | null;
  asked_by: string | null;
  asked_at: Date;
  issued_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
  reason: string | null;
  replaces: string | null;
}

const columns = sql`id, app_id, record_id, template, title, department, fiscal_year, serial, number, verification_code, state, data,
  field_ids, omitted, missing, sha256, bytes, asked_by, asked_at, issued_at, ended_at, ended_by, reason, replaces`;

export async function insertRecordDocument(
  tx: Tx,
  row: {
    id: string;
    appId: string;
    recordId: string;
    template: string;
    title: string;
    place: { department: string; fiscalYear: number; serial: number; number: string } | null;
    code: string | null;
    data: PaperData;
    fieldIds: readonly number[];
    omitted: boolean;
    askedBy: string | null;
    replaces: string | null;
  },
): Promise<void> {
  const { place } = row;
  await sql`
    INSERT INTO record_documents (id, app_id, record_id, template, title, department, fiscal_year, serial, number,
      verification_code, state, data, field_ids, omitted, asked_by, replaces)
    VALUES (${row.id}, ${row.appId}, ${row.recordId}, ${row.template}, ${row.title}, ${place?.department ?? null},
      ${place?.fiscalYear ?? null}, ${place?.serial ?? null}, ${place?.number ?? null}, ${row.code}, 'rendering',
      ${JSON.stringify(row.data)}::jsonb, ${[...row.fieldIds]}::integer[], ${row.omitted}, ${row.askedBy}, ${row.replaces})`.execute(
    tx,
  );
}

export async function lockRecordDocument(tx: Tx, id: string): Promise<RecordDocumentRow | null> {
  const { rows } =
    await sql<RecordDocumentRow>`SELECT ${columns} FROM record_documents WHERE id = ${id} FOR UPDATE`.execute(
      tx,
    );
  return rows[0] ?? null;
}

export interface ListedDocument extends RecordDocumentRow {
  asked_name: string | null;
  ended_name: string | null;
}

/** Newest first. */
export async function selectRecordDocuments(
  tx: Tx,
  appId: string,
  recordId: string,
): Promise<ListedDocument[]> {
  const { rows } = await sql<ListedDocument>`
    SELECT d.*, a.family || ' ' || a.given AS asked_name, e.family || ' ' || e.given AS ended_name
    FROM record_documents d LEFT JOIN staff a ON a.id = d.asked_by LEFT JOIN staff e ON e.id = d.ended_by
    WHERE d.app_id = ${appId} AND d.record_id = ${recordId}::uuid ORDER BY d.asked_at DESC, d.id`.execute(tx);
  return rows;
}

/** The paper that stands in for one of this record; one that was given up does not. */
export async function selectStandIn(
  tx: Tx,
  { app_id, record_id }: Pick<RecordDocumentRow, 'app_id' | 'record_id'>,
  replaced: string,
): Promise<{ number: string | null } | null> {
  const { rows } = await sql<{ number: string | null }>`
    SELECT number FROM record_documents
    WHERE app_id = ${app_id} AND record_id = ${record_id}::uuid AND replaces = ${replaced}::uuid AND state <> 'void'
    LIMIT 1`.execute(tx);
  return rows[0] ?? null;
}

/** What was set is the paper from now on: the values it was made of are let go. */
export async function markDocumentIssued(
  tx: Tx,
  id: string,
  file: { sha256: string; bytes: number },
): Promise<Date> {
  const { rows } = await sql<{ issued_at: Date }>`
    UPDATE record_documents SET state = 'issued', sha256 = ${file.sha256}, bytes = ${file.bytes}, issued_at = now(), data = NULL
    WHERE id = ${id} RETURNING issued_at`.execute(tx);
  return rows[0]!.issued_at;
}

/** Revoked, or given up before it was issued; never undone. `by` null: by itself. */
export async function endDocument(
  tx: Tx,
  id: string,
  end: { state: 'revoked' | 'void'; reason: string; by: string | null },
): Promise<void> {
  await sql`
    UPDATE record_documents SET state = ${end.state}, reason = ${end.reason}, ended_by = ${end.by}, ended_at = now(),
      data = NULL, missing = NULL
    WHERE id = ${id}`.execute(tx);
}

export async function waitForRepair(tx: Tx, id: string, missing: unknown): Promise<void> {
  await sql`
    UPDATE record_documents SET state = 'waiting-repair', missing = ${JSON.stringify(missing)}::jsonb WHERE id = ${id}`.execute(
    tx,
  );
}

/** Why it is about to be replaced; it ends when the new one is there. */
export async function noteReason(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`UPDATE record_documents SET reason = ${reason} WHERE id = ${id}`.execute(tx);
}

/** Who noted the consent is kept as the reason. */
export async function mendDocument(tx: Tx, id: string, data: PaperData, reason: string): Promise<void> {
  await sql`
    UPDATE record_documents SET state = 'rendering', data = ${JSON.stringify(data)}::jsonb, missing = NULL, reason = ${reason}
    WHERE id = ${id}`.execute(tx);
}

/** Digests of the record's own files that may be read. */
export async function selectContents(
  tx: Tx,
  appId: string,
  recordId: string | null,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (recordId === null || ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; sha256: string }>`
    SELECT id, sha256 FROM staff_files
    WHERE id::text = ANY (${[...ids]}::text[]) AND app_id = ${appId} AND record_id = ${recordId}::uuid
      AND scan IN ('none', 'clean')`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.sha256]));
}

/** What became of a paper stands among what was done, where the app has a process. */
export async function insertDocumentAct(
  tx: Tx,
  one: { appId: string; recordId: string; first: string; title: string; note: string },
): Promise<void> {
  const state = sql`coalesce((SELECT state FROM record_process WHERE app_id = ${one.appId} AND record_id = ${one.recordId}::uuid), ${one.first})`;
  await sql`
    INSERT INTO record_acts (app_id, record_id, kind, act, title, from_state, to_state, note)
    VALUES (${one.appId}, ${one.recordId}::uuid, 'system', 'document', ${one.title}, ${state}, ${state}, ${one.note})`.execute(
    tx,
  );
}
