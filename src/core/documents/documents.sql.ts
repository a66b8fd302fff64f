import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { SignatureFacts } from '#platform/signing';
import type { Proposal } from './model.ts';

export interface DocumentRow {
  id: string;
  case_id: string;
  decision_id: string | null;
  template_id: string;
  template_version: number;
  department: string;
  fiscal_year: number;
  serial: number;
  number: string;
  title: string;
  verification_code: string;
  data: unknown;
  state: 'rendering' | 'waiting-repair' | 'held' | 'issued' | 'revoked' | 'void';
  sha256: string | null;
  bytes: number | null;
  issued_at: Date | null;
  replaces: string | null;
  signature: SignatureFacts | null;
  waiting_for: 'timestamp' | 'certificate' | null;
  waiting_since: Date | null;
  opened_at: Date | null;
  void_reason: string | null;
  proposal: Proposal | null;
}

/** The next number of a section in a fiscal year: one statement, so two at once never get the same. */
export async function takeNumber(tx: Tx, department: string, fiscalYear: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    INSERT INTO document_numbers (department, fiscal_year, last) VALUES (${department}, ${fiscalYear}, 1)
    ON CONFLICT (department, fiscal_year) DO UPDATE SET last = document_numbers.last + 1
    RETURNING last`.execute(tx);
  return rows[0]!.last;
}

export async function insertDocument(
  tx: Tx,
  row: {
    id: string;
    caseId: string;
    decisionId: string | null;
    templateId: string;
    templateVersion: number;
    department: string;
    fiscalYear: number;
    serial: number;
    number: string;
    title: string;
    verificationCode: string;
    data: unknown;
    replaces: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO documents (id, case_id, decision_id, template_id, template_version, department, fiscal_year, serial,
      number, title, verification_code, data, state, replaces)
    VALUES (${row.id}, ${row.caseId}, ${row.decisionId}, ${row.templateId}, ${row.templateVersion}, ${row.department},
      ${row.fiscalYear}, ${row.serial}, ${row.number}, ${row.title}, ${row.verificationCode},
      ${JSON.stringify(row.data)}::jsonb, 'rendering', ${row.replaces})`.execute(tx);
}

const columns = sql`id, case_id, decision_id, template_id, template_version, department, fiscal_year, serial, number, title, verification_code,
  data, state, sha256, bytes, issued_at, replaces, signature, waiting_for, waiting_since, opened_at, void_reason, proposal`;

export async function lockDocument(tx: Tx, id: string): Promise<DocumentRow | null> {
  const { rows } =
    await sql<DocumentRow>`SELECT ${columns} FROM documents WHERE id = ${id} FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

export async function selectDocuments(tx: Tx, caseId: string): Promise<DocumentRow[]> {
  const { rows } =
    await sql<DocumentRow>`SELECT ${columns} FROM documents WHERE case_id = ${caseId} ORDER BY number`.execute(
      tx,
    );
  return rows;
}

export async function markIssued(
  tx: Tx,
  id: string,
  file: { sha256: string; bytes: number; signature: SignatureFacts | null },
): Promise<Date> {
  const { rows } = await sql<{ issued_at: Date }>`
    UPDATE documents SET state = 'issued', sha256 = ${file.sha256}, bytes = ${file.bytes}, issued_at = now(),
      signature = ${file.signature === null ? null : JSON.stringify(file.signature)}::jsonb, waiting_for = NULL,
      waiting_since = NULL, retry_at = NULL
    WHERE id = ${id} RETURNING issued_at`.execute(tx);
  return rows[0]!.issued_at;
}

/** First opening by the recipient. */
export async function noteOpened(tx: Tx, id: string, at: string): Promise<void> {
  await sql`UPDATE documents SET opened_at = coalesce(opened_at, ${at}) WHERE id = ${id}`.execute(tx);
}

export async function markState(tx: Tx, id: string, state: DocumentRow['state']): Promise<void> {
  await sql`UPDATE documents SET state = ${state} WHERE id = ${id}`.execute(tx);
}

export async function updateData(tx: Tx, id: string, data: unknown): Promise<void> {
  await sql`UPDATE documents SET data = ${JSON.stringify(data)}::jsonb, state = 'rendering' WHERE id = ${id}`.execute(
    tx,
  );
}

export async function insertRepairTask(
  tx: Tx,
  id: string,
  documentId: string,
  characters: unknown,
): Promise<void> {
  await sql`
    INSERT INTO repair_tasks (id, document_id, characters) VALUES (${id}, ${documentId}, ${JSON.stringify(characters)}::jsonb)`.execute(
    tx,
  );
}

export async function selectRepairTask(
  tx: Tx,
  documentId: string,
): Promise<{ id: string; characters: { character: string; codePoint: string }[] } | null> {
  const { rows } = await sql<{ id: string; characters: { character: string; codePoint: string }[] }>`
    SELECT id, characters FROM repair_tasks WHERE document_id = ${documentId} AND closed_at IS NULL`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function closeRepairTask(
  tx: Tx,
  id: string,
  substitutes: unknown,
  postId: string,
): Promise<void> {
  await sql`
    UPDATE repair_tasks SET closed_at = now(), substitutes = ${JSON.stringify(substitutes)}::jsonb, consent_noted_by = ${postId}
    WHERE id = ${id}`.execute(tx);
}
