/** The dispatch book. Every change names the states it may come from, so that two people at once cannot both succeed. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { DispatchAct, DispatchKind, DispatchReason, DispatchState } from './model.ts';

/** False when the document is on the list already: never twice. */
export async function insertLetter(
  tx: Tx,
  row: { id: string; documentId: string; reason: DispatchReason },
): Promise<boolean> {
  const { rows } = await sql`
    WITH listed AS (
      INSERT INTO dispatches (id, document_id, case_id, department, reason, post_code)
      SELECT ${row.id}::uuid, d.id, d.case_id, d.department, ${row.reason},
        coalesce(substring(d.data #>> '{envelope,0}' FROM '〒([0-9]{3}-[0-9]{4})'), '')
      FROM documents d WHERE d.id = ${row.documentId} AND d.state = 'issued'
      ON CONFLICT (document_id) DO NOTHING RETURNING id)
    INSERT INTO dispatch_log (dispatch_id, act) SELECT id, 'list' FROM listed RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** Documents somebody wanted electronically and has not opened in time; `days` by procedure, else `usual`. */
export async function selectUnopened(
  tx: Tx,
  days: Record<string, number>,
  usual: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT d.id FROM documents d JOIN cases c ON c.id = d.case_id
    WHERE d.state = 'issued' AND d.opened_at IS NULL AND c.delivery = 'electronic'
      AND d.issued_at < now() - make_interval(
        days => coalesce((${JSON.stringify(days)}::jsonb ->> c.procedure_id)::int, ${usual}::int))
      AND NOT EXISTS (SELECT 1 FROM dispatches p WHERE p.document_id = d.id)
    ORDER BY d.issued_at LIMIT ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

export async function updateDelivery(
  tx: Tx,
  applicationId: string,
  delivery: string,
): Promise<{ id: string } | null> {
  const { rows } = await sql<{ id: string }>`
    UPDATE cases SET delivery = ${delivery} WHERE application_id = ${applicationId} RETURNING id`.execute(tx);
  return rows[0] ?? null;
}

/** Issued documents of a case, and whether the applicant opened them. */
export async function selectIssued(tx: Tx, caseId: string): Promise<{ id: string; opened: boolean }[]> {
  const { rows } = await sql<{ id: string; opened: boolean }>`
    SELECT id, opened_at IS NOT NULL AS opened FROM documents WHERE case_id = ${caseId} AND state = 'issued'`.execute(
    tx,
  );
  return rows;
}

export interface LetterRow {
  id: string;
  document_id: string;
  case_id: string;
  receipt_number: string;
  applicant_name: string;
  number: string;
  title: string;
  sha256: string;
  state: DispatchState;
  reason: DispatchReason;
  post_code: string;
  listed_at: Date;
  prints: number;
  kind: DispatchKind | null;
  dispatched_on: string | null;
  returned_on: string | null;
  note: string | null;
  /** Lines for the window, as they were when the document was made. */
  envelope: string[] | null;
  /** The document shows them itself. */
  has_block: boolean;
}

const columns = sql`p.id, p.document_id, p.case_id, cases.receipt_number, cases.applicant_name, d.number, d.title, d.sha256,
  p.state, p.reason, p.post_code, p.listed_at, p.prints, p.kind, p.dispatched_on, p.returned_on, p.note,
  d.data -> 'envelope' AS envelope, jsonb_array_length(d.data -> 'address') > 0 AS has_block`;
const from = sql`dispatches p JOIN documents d ON d.id = p.document_id JOIN cases ON cases.id = p.case_id`;
/** What was revoked or reissued before it left has no business on the list any more. */
const live = sql<boolean>`(d.state = 'issued' OR p.state NOT IN ('waiting', 'printed'))`;

/** In the order in which envelopes are handed in: by post code. */
export async function selectLetters(
  tx: Tx,
  rows: RawBuilder<boolean>,
  filter: { state?: DispatchState; department?: string | undefined; ids?: readonly string[]; limit: number },
): Promise<LetterRow[]> {
  const found = await sql<LetterRow>`
    SELECT ${columns} FROM ${from}
    WHERE ${rows} AND ${live}
      AND ${filter.state === undefined ? sql`true` : sql`p.state = ${filter.state}`}
      AND ${filter.department === undefined ? sql`true` : sql`p.department = ${filter.department}`}
      AND ${filter.ids === undefined ? sql`true` : sql`p.id = ANY (${filter.ids}::uuid[])`}
    ORDER BY p.post_code COLLATE "C", d.number COLLATE "C" LIMIT ${filter.limit}
    ${filter.ids === undefined ? sql`` : sql`FOR UPDATE OF p`}`.execute(tx);
  return found.rows;
}

export async function countLetters(
  tx: Tx,
  rows: RawBuilder<boolean>,
  department?: string,
): Promise<Partial<Record<DispatchState, number>>> {
  const found = await sql<{ state: DispatchState; count: number }>`
    SELECT p.state, count(*)::int AS count FROM ${from}
    WHERE ${rows} AND ${live} AND ${department === undefined ? sql`true` : sql`p.department = ${department}`}
    GROUP BY p.state`.execute(tx);
  return Object.fromEntries(found.rows.map((row) => [row.state, row.count]));
}

export interface LetterChange {
  state: DispatchState;
  act: DispatchAct;
  from: readonly DispatchState[];
  kind?: DispatchKind;
  dispatchedOn?: string;
  returnedOn?: string;
  note?: string;
}

/** One letter from one state to another with its line in the log; false when it was not in such a state any more. */
export async function changeLetter(
  tx: Tx,
  id: string,
  change: LetterChange,
  postId: string | null,
): Promise<boolean> {
  const printing = change.act === 'print' || change.act === 'reprint';
  const { rows } = await sql`
    WITH changed AS (
      UPDATE dispatches SET state = ${change.state}, kind = coalesce(${change.kind ?? null}, kind),
        dispatched_on = coalesce(${change.dispatchedOn ?? null}::date, dispatched_on),
        returned_on = coalesce(${change.returnedOn ?? null}::date, returned_on), note = ${change.note ?? null},
        prints = prints + ${printing ? 1 : 0}, printed_at = CASE WHEN ${printing} THEN now() ELSE printed_at END
      WHERE id = ${id} AND state = ANY (${change.from}::text[]) RETURNING id)
    INSERT INTO dispatch_log (dispatch_id, act, post_id, note)
    SELECT id, ${change.act}, ${postId}, ${change.note ?? null} FROM changed RETURNING id`.execute(tx);
  return rows.length === 1;
}

export interface LogRow {
  dispatch_id: string;
  at: Date;
  act: DispatchAct;
  name: string | null;
  note: string | null;
}

export async function selectLog(tx: Tx, ids: readonly string[]): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    SELECT l.dispatch_id, l.at, l.act, s.family || ' ' || s.given AS name, l.note
    FROM dispatch_log l LEFT JOIN posts p ON p.id = l.post_id LEFT JOIN staff s ON s.id = p.staff_id
    WHERE l.dispatch_id = ANY (${ids}::uuid[]) ORDER BY l.id`.execute(tx);
  return rows;
}

/** The letter of a document that has not left yet. */
export async function selectPending(tx: Tx, documentId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM dispatches WHERE document_id = ${documentId} AND state IN ('waiting', 'printed')`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}
