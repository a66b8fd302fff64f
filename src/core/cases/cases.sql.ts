import { type RawBuilder, sql } from 'kysely';
import type { CaseState } from '#core/process';
import { notProtected } from '#core/protection.server';
import type { Tx } from '#platform/db.server';

export interface CaseRow {
  id: string;
  receipt_number: string;
  application_id: string | null;
  procedure_id: string;
  procedure_version: number;
  app_id: string;
  app_version: number;
  record_id: string;
  department: string;
  assignee_post_id: string | null;
  assignee_name: string | null;
  state: CaseState;
  step: number;
  channel: 'online' | 'counter' | 'phone' | 'post';
  applicant_name: string;
  arrived_at: Date;
  due_on: string | null;
  assurance: string;
  fee_yen: number;
  paid_at: Date | null;
  identity_checked_at: Date | null;
  closed_at: Date | null;
  delivery: 'electronic' | 'post' | null;
  revision: number;
  /** In lists: somebody under a protection measure is named. */
  guarded?: boolean;
}

const columns = sql`cases.id, cases.receipt_number, cases.application_id, cases.procedure_id, cases.procedure_version,
  cases.app_id, cases.app_version, cases.record_id, cases.department, cases.assignee_post_id, cases.state, cases.step,
  cases.channel, cases.applicant_name, cases.arrived_at, cases.due_on, cases.assurance, cases.fee_yen, cases.paid_at,
  cases.identity_checked_at, cases.closed_at, cases.delivery, cases.revision,
  (SELECT s.family || ' ' || s.given FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.id = cases.assignee_post_id) AS assignee_name`;

/** All of these conditions. */
export const allOf = (...conditions: RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(conditions, sql` AND `)})`;

/** One case, narrowed by policy; locked when something is to be done to it. */
export async function selectCase(
  tx: Tx,
  id: string,
  rows: RawBuilder<boolean>,
  lock = false,
): Promise<CaseRow | null> {
  const found = await sql<CaseRow>`
    SELECT ${columns} FROM cases WHERE cases.id = ${id} AND ${rows} ${lock ? sql`FOR UPDATE OF cases` : sql``}`.execute(
    tx,
  );
  return found.rows[0] ?? null;
}

export async function selectCaseIdOfApplication(tx: Tx, applicationId: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM cases WHERE application_id = ${applicationId}`.execute(tx);
  return rows[0]?.id ?? null;
}

export interface NewCase {
  id: string;
  receiptNumber: string;
  applicationId: string | null;
  procedureId: string;
  procedureVersion: number;
  appId: string;
  appVersion: number;
  recordId: string;
  department: string;
  state: CaseState;
  channel: CaseRow['channel'];
  applicantName: string;
  applicantTerms: string[];
  arrivedAt: string;
  dueOn: string | null;
  assurance: string;
  feeYen: number;
}

/** Writes the header in the same statement as its record: `record` holds the WITH pieces of core/records. */
export function caseWith(record: RawBuilder<unknown>, row: NewCase): RawBuilder<unknown> {
  return sql`
    WITH ${record}
    INSERT INTO cases (id, receipt_number, application_id, procedure_id, procedure_version, app_id, app_version, record_id,
      department, state, channel, applicant_name, applicant_terms, arrived_at, due_on, assurance, fee_yen)
    SELECT ${row.id}, ${row.receiptNumber}, ${row.applicationId}, ${row.procedureId}, ${row.procedureVersion}, ${row.appId},
      ${row.appVersion}, ${row.recordId}, ${row.department}, ${row.state}, ${row.channel}, ${row.applicantName},
      ${row.applicantTerms}, ${row.arrivedAt}, ${row.dueOn}, ${row.assurance}, ${row.feeYen}
    FROM record_row RETURNING id`;
}

export interface CaseChange {
  state?: CaseState;
  step?: number;
  assignee?: string | null;
  assurance?: string;
  paid?: boolean;
  identityChecked?: boolean;
  applicantName?: string;
  applicantTerms?: string[];
}

/** Conditional on the revision the actor saw; false means somebody was faster. */
export async function updateCase(tx: Tx, id: string, revision: number, change: CaseChange): Promise<boolean> {
  const sets = [sql`revision = revision + 1`, sql`changed_at = now()`];
  if (change.state !== undefined) sets.push(sql`state = ${change.state}`);
  if (change.step !== undefined) sets.push(sql`step = ${change.step}`);
  if (change.assignee !== undefined) sets.push(sql`assignee_post_id = ${change.assignee}`);
  if (change.assurance !== undefined) sets.push(sql`assurance = ${change.assurance}`);
  if (change.paid) sets.push(sql`paid_at = now()`);
  if (change.identityChecked) sets.push(sql`identity_checked_at = now()`);
  if (change.applicantName !== undefined) sets.push(sql`applicant_name = ${change.applicantName}`);
  if (change.applicantTerms !== undefined) sets.push(sql`applicant_terms = ${change.applicantTerms}`);
  if (change.state === 'closed') sets.push(sql`closed_at = now()`);
  const result =
    await sql`UPDATE cases SET ${sql.join(sets)} WHERE id = ${id} AND revision = ${revision}`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface CaseFilter {
  states?: CaseState[];
  departments?: string[];
  procedureId?: string;
  assigneePostId?: string;
  unassigned?: boolean;
  channel?: CaseRow['channel'];
  dueBy?: string;
  /** Bigrams of normalised text. */
  terms?: string[];
  receiptNumber?: string;
  sort?: 'due' | 'arrived' | 'changed';
  after?: { key: string; id: string };
  limit: number;
}

/** Headers only, never the apps' tables. Paging by key, so page 1 000 costs what page 1 does. */
export async function selectCases(tx: Tx, rows: RawBuilder<boolean>, filter: CaseFilter): Promise<CaseRow[]> {
  const key =
    filter.sort === 'arrived'
      ? sql`to_char(cases.arrived_at, 'YYYYMMDDHH24MISSUS')`
      : filter.sort === 'changed'
        ? sql`to_char(cases.changed_at, 'YYYYMMDDHH24MISSUS')`
        : sql`coalesce(to_char(cases.due_on, 'YYYYMMDD'), '99999999')`;
  const descending = filter.sort === 'arrived' || filter.sort === 'changed';
  const conditions = [rows, ...conditionsOf(filter)];
  if (filter.after) {
    const compare = descending ? sql`<` : sql`>`;
    conditions.push(
      sql<boolean>`(${key} COLLATE "C", cases.id) ${compare} (${filter.after.key}, ${filter.after.id}::uuid)`,
    );
  }
  const order = descending ? sql`${key} COLLATE "C" DESC, cases.id DESC` : sql`${key} COLLATE "C", cases.id`;
  const found = await sql<CaseRow>`
    SELECT ${columns}, ${key} AS sort_key, NOT ${notProtected()} AS guarded FROM cases
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${order} LIMIT ${filter.limit}`.execute(tx);
  return found.rows;
}

/** Of these rows, protected cases only by their whole receipt number. */
export function exceptProtected(rows: RawBuilder<boolean>, typed: string): RawBuilder<boolean> {
  const number = typed.normalize('NFKC').trim().toUpperCase();
  return sql<boolean>`${rows} AND (cases.receipt_number = ${number} OR ${notProtected()})`;
}

/** Exact to a cap; `cap + 1` means more. */
export async function countCases(
  tx: Tx,
  rows: RawBuilder<boolean>,
  filter: CaseFilter,
  cap = 1000,
): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM cases WHERE ${sql.join([rows, ...conditionsOf(filter)], sql` AND `)} LIMIT ${cap + 1}) AS capped`.execute(
    tx,
  );
  return found.rows[0]!.count;
}

export async function countByState(
  tx: Tx,
  rows: RawBuilder<boolean>,
): Promise<{ state: CaseState; count: number; overdue: number }[]> {
  const found = await sql<{ state: CaseState; count: number; overdue: number }>`
    SELECT state, count(*)::int AS count, count(*) FILTER (WHERE due_on < CURRENT_DATE)::int AS overdue
    FROM cases WHERE ${rows} AND closed_at IS NULL GROUP BY state`.execute(tx);
  return found.rows;
}

function conditionsOf(filter: CaseFilter): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  if (filter.states?.length) conditions.push(sql`cases.state = ANY (${filter.states}::text[])`);
  if (filter.departments?.length)
    conditions.push(sql`cases.department = ANY (${filter.departments}::text[])`);
  if (filter.procedureId) conditions.push(sql`cases.procedure_id = ${filter.procedureId}`);
  if (filter.assigneePostId) conditions.push(sql`cases.assignee_post_id = ${filter.assigneePostId}`);
  if (filter.unassigned) conditions.push(sql`cases.assignee_post_id IS NULL`);
  if (filter.channel) conditions.push(sql`cases.channel = ${filter.channel}`);
  if (filter.dueBy) conditions.push(sql`cases.due_on <= ${filter.dueBy}`);
  if (filter.receiptNumber) conditions.push(sql`cases.receipt_number = ${filter.receiptNumber}`);
  if (filter.terms?.length) conditions.push(sql`cases.applicant_terms @> ${filter.terms}::text[]`);
  return conditions;
}
