/** Lists that only the API shows. */
import { type RawBuilder, sql } from 'kysely';
import type { DocumentRow } from '#core/documents.server';
import type { Tx } from '#platform/db.server';

/** Documents of the cases an actor reaches, newest first. `rows` and `open` are the policy's and the protection's conditions on `cases`. */
export async function selectDocumentsOfCases(
  tx: Tx,
  rows: RawBuilder<boolean>,
  open: RawBuilder<boolean>,
  filter: { department?: string; after?: { at: string; id: string }; limit: number },
): Promise<(DocumentRow & { sort_at: string })[]> {
  const conditions = [rows, open, sql<boolean>`d.issued_at IS NOT NULL`];
  if (filter.department !== undefined) conditions.push(sql`d.department = ${filter.department}`);
  if (filter.after !== undefined)
    conditions.push(sql`(d.issued_at, d.id) < (${filter.after.at}::timestamptz, ${filter.after.id}::uuid)`);
  const found = await sql<DocumentRow & { sort_at: string }>`
    SELECT d.id, d.case_id, d.number, d.title, d.verification_code, d.state, d.issued_at, d.replaces,
      d.issued_at::text AS sort_at
    FROM documents d JOIN cases ON cases.id = d.case_id
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY d.issued_at DESC, d.id DESC LIMIT ${filter.limit}`.execute(
    tx,
  );
  return found.rows;
}

export interface NumberRow {
  serial: number;
  number: string;
  title: string;
  state: DocumentRow['state'];
  case_id: string;
  id: string;
  issued_at: Date | null;
}

/** 発番簿: the numbers of one section in one fiscal year, in order. */
export async function selectNumbers(
  tx: Tx,
  rows: RawBuilder<boolean>,
  filter: { department: string; fiscalYear: number; after: number; limit: number },
): Promise<NumberRow[]> {
  const found = await sql<NumberRow>`
    SELECT d.serial, d.number, d.title, d.state, d.case_id, d.id, d.issued_at
    FROM documents d JOIN cases ON cases.id = d.case_id
    WHERE ${rows} AND d.department = ${filter.department} AND d.fiscal_year = ${filter.fiscalYear} AND d.serial > ${filter.after}
    ORDER BY d.serial LIMIT ${filter.limit}`.execute(tx);
  return found.rows;
}

export interface UploadRow {
  id: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  scan: 'none' | 'clean';
}

/** Files this post sent in the last day and that belong to nothing yet. */
export async function selectUploads(tx: Tx, ids: string[], postId: string): Promise<UploadRow[]> {
  const found = await sql<UploadRow>`
    SELECT id, sha256, name, type, bytes, scan FROM staff_files
    WHERE id = ANY (${ids}::uuid[]) AND case_id IS NULL AND record_id IS NULL AND meant_for IS NULL AND added_by = ${postId} AND scan IN ('none', 'clean')
      AND added_at > now() - interval '1 day'`.execute(tx);
  return found.rows;
}
