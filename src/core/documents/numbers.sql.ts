/** 文書番号簿: every number that was taken, also those that were never issued (欠番). */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { DocumentRow } from './documents.sql.ts';
import type { IssuedNumber } from './number-journal.server.ts';

/** Gives the number up for good, with the reason. Only before it was issued: afterwards a document is revoked. */
export async function markVoid(
  tx: Tx,
  id: string,
  why: { reason: string; postId: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE documents SET state = 'void', void_reason = ${why.reason}, voided_at = now(), voided_by = ${why.postId},
      waiting_for = NULL, waiting_since = NULL, retry_at = NULL
    WHERE id = ${id} AND state NOT IN ('issued', 'revoked', 'void') RETURNING id`.execute(tx);
  return rows.length === 1;
}

export interface NumberRow {
  serial: number;
  /** Null where the document was disposed of after its term, or a restore passed the number over (`void`). */
  id: string | null;
  /** Null of documents of records of work apps, too. */
  case_id: string | null;
  number: string | null;
  title: string | null;
  state: DocumentRow['state'] | null;
  issued_at: Date | null;
  void_reason: string | null;
  voided_at: Date | null;
}

const paperWord = sql`CASE r.state WHEN 'void' THEN '欠番' WHEN 'revoked' THEN
        CASE WHEN EXISTS (SELECT FROM record_documents n WHERE n.app_id = r.app_id AND n.record_id = r.record_id
          AND n.replaces = r.id AND n.state IN ('issued', 'revoked')) THEN '作り直し' ELSE '取消し' END END`;

/**
 * Numbers of a section and year without holes, latest first: what has no document any more stands there too. `rows` says which
 * cases the reader may open. Nothing here asks who may open a record: of its papers the book says what became of them, never in
 * the words somebody typed or the characters that were replaced.
 */
export async function selectNumbers(
  tx: Tx,
  book: { department: string; fiscalYear: number; below?: number; limit: number },
  rows: RawBuilder<boolean>,
): Promise<NumberRow[]> {
  const found = await sql<NumberRow>`
    SELECT s.serial, coalesce(d.id, r.id) AS id, d.case_id, coalesce(d.number, r.number) AS number,
      coalesce(d.title, r.title) AS title, coalesce(d.issued_at, r.issued_at) AS issued_at,
      coalesce(d.state, r.state, CASE WHEN g.first IS NOT NULL THEN 'void' END) AS state,
      coalesce(d.void_reason, ${paperWord}, g.reason) AS void_reason, coalesce(d.voided_at, r.ended_at, g.noted_at) AS voided_at
    FROM document_numbers n
      CROSS JOIN LATERAL generate_series(
        least(n.last, ${book.below ?? 2_147_483_647}::int - 1), 1, -1) AS s(serial)
      LEFT JOIN documents d ON d.department = n.department AND d.fiscal_year = n.fiscal_year AND d.serial = s.serial
      LEFT JOIN record_documents r ON d.id IS NULL AND r.department = n.department AND r.fiscal_year = n.fiscal_year
        AND r.serial = s.serial
      LEFT JOIN document_number_gaps g ON d.id IS NULL AND r.id IS NULL AND g.department = n.department
        AND g.fiscal_year = n.fiscal_year AND s.serial BETWEEN g.first AND g.last
      LEFT JOIN cases ON cases.id = d.case_id
    WHERE n.department = ${book.department} AND n.fiscal_year = ${book.fiscalYear} AND (cases.id IS NULL OR ${rows})
    ORDER BY s.serial DESC LIMIT ${book.limit}`.execute(tx);
  return found.rows;
}

/** The last number of each section and year. */
export async function selectLastNumbers(tx: Tx): Promise<IssuedNumber[]> {
  const { rows } = await sql<IssuedNumber>`
    SELECT department, fiscal_year AS "fiscalYear", last AS serial FROM document_numbers`.execute(tx);
  return rows;
}

/** Numbers that are not given any more; the next one comes after them. */
export async function insertGaps(
  tx: Tx,
  gaps: { department: string; fiscalYear: number; first: number; last: number }[],
  reason: string,
): Promise<void> {
  for (const { department, fiscalYear, first, last } of gaps) {
    await sql`
      INSERT INTO document_number_gaps (department, fiscal_year, first, last, reason)
      VALUES (${department}, ${fiscalYear}, ${first}, ${last}, ${reason})`.execute(tx);
    await sql`
      INSERT INTO document_numbers (department, fiscal_year, last) VALUES (${department}, ${fiscalYear}, ${last})
      ON CONFLICT (department, fiscal_year) DO UPDATE SET last = greatest(document_numbers.last, excluded.last)`.execute(
      tx,
    );
  }
}

/** Years in which a section took numbers. */
export async function selectNumberYears(tx: Tx, department: string): Promise<number[]> {
  const { rows } = await sql<{ fiscal_year: number }>`
    SELECT fiscal_year FROM document_numbers WHERE department = ${department} ORDER BY fiscal_year DESC`.execute(
    tx,
  );
  return rows.map((row) => row.fiscal_year);
}
