/** Regular outputs 定例出力. What they say never changes: whoever wants another one ends this and writes a new one. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Encoding, Format, Schedule, SourceName } from './model.ts';

export interface RegularRow {
  id: string;
  title: string;
  department: string;
  department_name: string;
  author_post_id: string;
  author_staff_id: string;
  author_name: string;
  author_mail: string;
  created_at: Date;
  recipient: string;
  purpose: string;
  legal_basis: string;
  source: SourceName;
  query: Record<string, string>;
  columns: string[];
  format: Format;
  encoding: Encoding;
  schedule: Schedule;
  next_run_on: string;
  approver_name: string | null;
  approver_mail: string | null;
  approved_on: string | null;
  approved_until: string | null;
  warned_on: string | null;
  ended_at: Date | null;
}

const select = sql`
  SELECT o.id, o.title, o.department,
    coalesce((SELECT d.name FROM departments d WHERE d.code = o.department ORDER BY d.valid_from DESC LIMIT 1), o.department) AS department_name,
    o.author_post_id, o.author_staff_id, s.family || ' ' || s.given AS author_name, s.mail AS author_mail, o.created_at, o.recipient,
    o.purpose, o.legal_basis, o.source, o.query, o.columns, o.format, o.encoding, o.schedule, o.next_run_on,
    a.family || ' ' || a.given AS approver_name, a.mail AS approver_mail, o.approved_on, o.approved_until, o.warned_on, o.ended_at
  FROM regular_outputs o JOIN staff s ON s.id = o.author_staff_id LEFT JOIN staff a ON a.id = o.approver_staff_id`;

export async function selectRegulars(tx: Tx, departments: string[]): Promise<RegularRow[]> {
  const { rows } = await sql<RegularRow>`
    ${select} WHERE o.department = ANY (${departments}::text[]) ORDER BY o.ended_at NULLS FIRST, o.created_at DESC`.execute(
    tx,
  );
  return rows;
}

export async function selectRegular(tx: Tx, id: string, departments: string[]): Promise<RegularRow | null> {
  const { rows } = await sql<RegularRow>`
    ${select} WHERE o.id = ${id} AND o.department = ANY (${departments}::text[])`.execute(tx);
  return rows[0] ?? null;
}

export type NewRegular = Pick<
  RegularRow,
  | 'id'
  | 'title'
  | 'department'
  | 'author_post_id'
  | 'author_staff_id'
  | 'recipient'
  | 'purpose'
  | 'legal_basis'
  | 'source'
  | 'query'
  | 'columns'
  | 'format'
  | 'encoding'
  | 'schedule'
  | 'next_run_on'
>;

export async function insertRegular(tx: Tx, row: NewRegular): Promise<void> {
  await sql`
    INSERT INTO regular_outputs (id, title, department, author_post_id, author_staff_id, recipient, purpose, legal_basis, source, query,
      columns, format, encoding, schedule, next_run_on)
    VALUES (${row.id}, ${row.title}, ${row.department}, ${row.author_post_id}, ${row.author_staff_id}, ${row.recipient}, ${row.purpose},
      ${row.legal_basis}, ${row.source}, ${JSON.stringify(row.query)}::jsonb, ${row.columns}, ${row.format}, ${row.encoding},
      ${row.schedule}, ${row.next_run_on})`.execute(tx);
}

/** For a year less a day from today, by somebody else than its author. */
export async function approveRegularRow(
  tx: Tx,
  id: string,
  by: { staffId: string; postId: string; departments: string[] },
  today: string,
): Promise<boolean> {
  const result = await sql`
    UPDATE regular_outputs SET approver_staff_id = ${by.staffId}, approver_post_id = ${by.postId}, approved_on = ${today},
      approved_until = (${today}::date + interval '1 year - 1 day')::date, warned_on = NULL, next_run_on = greatest(next_run_on, ${today}::date)
    WHERE id = ${id} AND ended_at IS NULL AND author_staff_id <> ${by.staffId} AND department = ANY (${by.departments}::text[])`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

export async function endRegularRow(tx: Tx, id: string, departments: string[]): Promise<boolean> {
  const result = await sql`
    UPDATE regular_outputs SET ended_at = now() WHERE id = ${id} AND ended_at IS NULL AND department = ANY (${departments}::text[])`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

/** Approved today and due; held until the transaction ends, so that two workers do not both run one. */
export async function selectDue(tx: Tx, today: string): Promise<RegularRow[]> {
  const { rows } = await sql<RegularRow>`
    ${select} WHERE o.ended_at IS NULL AND o.next_run_on <= ${today} AND o.approved_until >= ${today}
    ORDER BY o.next_run_on, o.id LIMIT 20 FOR UPDATE OF o SKIP LOCKED`.execute(tx);
  return rows;
}

/** The run of a day, once, and only while the approval holds: one statement says both. */
export async function insertRun(
  tx: Tx,
  run: {
    exportId: string;
    number: string;
    regularId: string;
    today: string;
    labels: string[];
    classes: string[];
  },
): Promise<boolean> {
  const result = await sql`
    INSERT INTO exports (id, number, regular_output_id, run_on, department, requester_post_id, requester_staff_id, purpose, source,
      query, columns, column_labels, field_classes, format, encoding)
    SELECT ${run.exportId}, ${run.number}, o.id, ${run.today}, o.department, o.author_post_id, o.author_staff_id, o.purpose, o.source,
      o.query, o.columns, ${run.labels}, ${run.classes}, o.format, o.encoding
    FROM regular_outputs o
    WHERE o.id = ${run.regularId} AND o.ended_at IS NULL AND o.approved_on <= ${run.today} AND o.approved_until >= ${run.today}
    ON CONFLICT (regular_output_id, run_on) DO NOTHING`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Counted from the day that was due, so that a late run does not move the rest. */
export async function moveOn(tx: Tx, id: string, today: string): Promise<void> {
  await sql`
    UPDATE regular_outputs SET next_run_on = (
      SELECT min(day)::date FROM generate_series(next_run_on::timestamp, ${today}::timestamp + interval '2 months',
        CASE schedule WHEN 'daily' THEN interval '1 day' WHEN 'weekly' THEN interval '7 days' ELSE interval '1 month' END) AS day
      WHERE day::date > ${today}::date)
    WHERE id = ${id}`.execute(tx);
}

/** Lapses within 30 days and nobody was told, or within 7 and nobody was told again. */
export async function selectToWarn(tx: Tx, today: string): Promise<RegularRow[]> {
  const { rows } = await sql<RegularRow>`
    ${select} WHERE o.ended_at IS NULL AND o.approved_until BETWEEN ${today}::date AND ${today}::date + 30
      AND (o.warned_on IS NULL OR (o.approved_until <= ${today}::date + 7 AND o.warned_on < o.approved_until - 7))
    FOR UPDATE OF o SKIP LOCKED`.execute(tx);
  return rows;
}

export async function noteWarned(tx: Tx, id: string, today: string): Promise<void> {
  await sql`UPDATE regular_outputs SET warned_on = ${today} WHERE id = ${id}`.execute(tx);
}
