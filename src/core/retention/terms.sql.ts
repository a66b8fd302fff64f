/** Terms of closed cases, what extends them and what holds them. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Afterwards } from './model.ts';

export interface ClosedCase {
  id: string;
  procedure_id: string;
  procedure_version: number;
  closed_on: string;
}

/** Closed cases that have no term yet, oldest first. */
export async function selectWithoutTerm(tx: Tx, limit: number): Promise<ClosedCase[]> {
  const { rows } = await sql<ClosedCase>`
    SELECT c.id, c.procedure_id, c.procedure_version, c.closed_at::date AS closed_on FROM cases c
    WHERE c.closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_terms t WHERE t.case_id = c.id)
    ORDER BY c.closed_at, c.id LIMIT ${limit}`.execute(tx);
  return rows;
}

export interface NewTerm {
  caseId: string;
  recordClass: string;
  classTitle: string;
  startsOn: string;
  endsOn: string | null;
  afterwards: Afterwards;
}

export async function insertTerm(tx: Tx, term: NewTerm): Promise<void> {
  await sql`
    INSERT INTO case_terms (case_id, record_class, class_title, starts_on, ends_on, afterwards)
    VALUES (${term.caseId}, ${term.recordClass}, ${term.classTitle}, ${term.startsOn}, ${term.endsOn}, ${term.afterwards})
    ON CONFLICT (case_id) DO NOTHING`.execute(tx);
}

export interface TermRow {
  /** With `starts_on` and `afterwards` null until the case is closed. */
  class_title: string | null;
  starts_on: string | null;
  ends_on: string | null;
  afterwards: Afterwards | null;
  extended_to: string | null;
  extended_reason: string | null;
  hold_reason: string | null;
  hold_placed_at: Date | null;
  hold_by: string | null;
  /** List that wants the case to go, while it does. */
  list_id: string | null;
}

export async function selectTerm(tx: Tx, caseId: string): Promise<TermRow | null> {
  const { rows } = await sql<TermRow>`
    SELECT t.class_title, t.starts_on, t.ends_on, t.afterwards, t.extended_to, t.extended_reason,
      h.reason AS hold_reason, h.placed_at AS hold_placed_at, s.family || ' ' || s.given AS hold_by, i.list_id
    FROM cases c LEFT JOIN case_terms t ON t.case_id = c.id
      LEFT JOIN legal_holds h ON h.case_id = c.id AND h.lifted_at IS NULL
      LEFT JOIN posts p ON p.id = h.placed_by LEFT JOIN staff s ON s.id = p.staff_id
      LEFT JOIN disposal_items i ON i.case_id = c.id AND i.state IN ('listed', 'handedOver')
    WHERE c.id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

/** False while the case is on a list, or has no term: it is not closed. */
export async function extendTermRow(
  tx: Tx,
  row: { caseId: string; to: string; reason: string; postId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE case_terms SET extended_to = ${row.to}, extended_reason = ${row.reason}, extended_by = ${row.postId}, extended_at = now()
    WHERE case_id = ${row.caseId} AND coalesce(extended_to, ends_on) < ${row.to}::date
      AND NOT EXISTS (SELECT 1 FROM disposal_items i WHERE i.case_id = ${row.caseId} AND i.state IN ('listed', 'handedOver'))`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** False when one stands already. Call with the case locked. */
export async function insertHold(
  tx: Tx,
  row: { id: string; caseId: string; reason: string; postId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO legal_holds (id, case_id, reason, placed_by) VALUES (${row.id}, ${row.caseId}, ${row.reason}, ${row.postId})
    ON CONFLICT (case_id) WHERE lifted_at IS NULL DO NOTHING`.execute(tx);
  return numAffectedRows === 1n;
}

export async function liftHoldRow(tx: Tx, caseId: string, postId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE legal_holds SET lifted_by = ${postId}, lifted_at = now() WHERE case_id = ${caseId} AND lifted_at IS NULL`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export interface DueRow {
  id: string;
  receipt_number: string;
  procedure_id: string;
  department: string;
  record_class: string;
  class_title: string;
  afterwards: Afterwards;
  closed_on: string;
  kept_to: string;
}

/** Cases whose term ended before `today`, not held, on no list; `rows` is the policy on `cases`. */
export async function selectDue(
  tx: Tx,
  rows: RawBuilder<boolean>,
  today: string,
  limit: number,
): Promise<DueRow[]> {
  const found = await sql<DueRow>`
    SELECT cases.id, cases.receipt_number, cases.procedure_id, cases.department, t.record_class, t.class_title, t.afterwards,
      cases.closed_at::date AS closed_on, coalesce(t.extended_to, t.ends_on) AS kept_to
    FROM case_terms t JOIN cases ON cases.id = t.case_id
    WHERE coalesce(t.extended_to, t.ends_on) < ${today}::date AND ${rows}
      AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.case_id = t.case_id AND h.lifted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM disposal_items i WHERE i.case_id = t.case_id AND i.state IN ('listed', 'handedOver'))
    ORDER BY coalesce(t.extended_to, t.ends_on), cases.receipt_number LIMIT ${limit}`.execute(tx);
  return found.rows;
}
