/** The audit rows, newest first, paged by time and id. Reading them is audited too. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface AuditLine {
  id: string;
  at: Date;
  zone: string;
  actor_kind: string;
  login: string | null;
  name: string | null;
  post: string | null;
  act: string;
  noun: string;
  ids: string[];
  field_classes: string[];
  purpose: string | null;
  redacted: boolean;
}

export interface AuditFilter {
  /** Ids of a case and what belongs to it; a row that names one of them is found. */
  ids?: string[];
  login?: string;
  act?: string;
  purpose?: string;
  /** Days in Japan; `to` is the last one. */
  from?: string;
  to?: string;
  /** Row after which to go on. */
  before?: string;
  limit: number;
}

export async function selectAudit(tx: Tx, filter: AuditFilter): Promise<AuditLine[]> {
  const conditions = [sql`true`];
  if (filter.ids) conditions.push(sql`a.ids && ${filter.ids}::text[]`);
  if (filter.login)
    conditions.push(sql`a.actor_id = (SELECT id::text FROM staff WHERE login = ${filter.login})`);
  // An act without a word of its own is the route's permission, with a mark when it wrote.
  if (filter.act) conditions.push(sql`a.act IN (${filter.act}, ${`${filter.act}!`})`);
  if (filter.purpose) conditions.push(sql`a.purpose = ${filter.purpose}`);
  if (filter.from) conditions.push(sql`a.at >= ${filter.from}::date::timestamp AT TIME ZONE 'Asia/Tokyo'`);
  if (filter.to) conditions.push(sql`a.at < (${filter.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'`);
  if (filter.before)
    conditions.push(
      sql`(a.at, a.id) < (SELECT b.at, b.id FROM audit b WHERE b.id = ${filter.before}::bigint)`,
    );
  const { rows } = await sql<AuditLine>`
    SELECT a.id, a.at, a.zone, a.actor_kind, s.login, s.family || ' ' || s.given AS name,
      d.name || ' ' || p.position AS post, a.act, a.noun, a.ids, a.field_classes, a.purpose, r.row_id IS NOT NULL AS redacted
    FROM audit a
      LEFT JOIN staff s ON a.actor_kind IN ('staff', 'integration') AND s.id::text = a.actor_id
      LEFT JOIN posts p ON p.id::text = a.post_id
      LEFT JOIN LATERAL (SELECT name FROM departments WHERE code = p.department ORDER BY valid_from DESC LIMIT 1) d ON true
      LEFT JOIN audit_redactions r ON r.row_id = a.id
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY a.at DESC, a.id DESC LIMIT ${filter.limit}`.execute(
    tx,
  );
  return rows;
}

/** The case behind a receipt number or an id, with everything of it that acts may name: application, documents, scans. */
export async function selectAround(
  tx: Tx,
  record: string,
): Promise<{ caseId: string; receiptNumber: string; ids: string[] } | null> {
  const { rows } = await sql<{ caseId: string; receiptNumber: string; ids: string[] }>`
    SELECT c.id AS "caseId", c.receipt_number AS "receiptNumber", array_remove(ARRAY[c.id::text, c.application_id::text]
        || ARRAY(SELECT id::text FROM documents WHERE case_id = c.id)
        || ARRAY(SELECT id::text FROM staff_files WHERE case_id = c.id), NULL) AS ids
    FROM cases c WHERE ${uuid.test(record) ? sql`c.id = ${record}::uuid` : sql`c.receipt_number = ${record.toUpperCase()}`}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Receipt numbers of what rows name, so that whoever audits need not know ids. */
export async function selectReceiptNumbers(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const uuids = ids.filter((id) => uuid.test(id));
  const { rows } = await sql<{ id: string; receipt_number: string }>`
    SELECT id::text AS id, receipt_number FROM cases WHERE id = ANY (${uuids}::uuid[])
    UNION ALL
    SELECT d.id::text, c.receipt_number FROM documents d JOIN cases c ON c.id = d.case_id WHERE d.id = ANY (${uuids}::uuid[])
    UNION ALL
    SELECT application_id::text, receipt_number FROM cases WHERE application_id = ANY (${uuids}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row.receipt_number]));
}
