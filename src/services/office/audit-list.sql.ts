/** The audit rows, newest first, paged by id. Reading them is audited too. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface AuditLine {
  id: string;
  at: Date;
  zone: string;
  actor_kind: string;
  name: string | null;
  post: string | null;
  act: string;
  noun: string;
  ids: string[];
  field_classes: string[];
}

export interface AuditFilter {
  /** Id of a case, document … */
  record?: string;
  login?: string;
  before?: string;
  limit: number;
}

export async function selectAudit(tx: Tx, filter: AuditFilter): Promise<AuditLine[]> {
  const conditions = [sql`true`];
  if (filter.record) conditions.push(sql`a.ids @> ARRAY[${filter.record}]::text[]`);
  if (filter.login)
    conditions.push(sql`a.actor_id = (SELECT id::text FROM staff WHERE login = ${filter.login})`);
  if (filter.before) conditions.push(sql`a.id < ${filter.before}::bigint`);
  const { rows } = await sql<AuditLine>`
    SELECT a.id, a.at, a.zone, a.actor_kind, s.family || ' ' || s.given AS name, d.name || ' ' || p.position AS post,
      a.act, a.noun, a.ids, a.field_classes
    FROM audit a
      LEFT JOIN staff s ON a.actor_kind IN ('staff', 'integration') AND s.id::text = a.actor_id
      LEFT JOIN posts p ON p.id::text = a.post_id
      LEFT JOIN LATERAL (SELECT name FROM departments WHERE code = p.department ORDER BY valid_from DESC LIMIT 1) d ON true
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY a.id DESC LIMIT ${filter.limit}`.execute(tx);
  return rows;
}

/** The case behind a receipt number, so that whoever audits need not know ids. */
export async function selectCaseIdByNumber(tx: Tx, receiptNumber: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM cases WHERE receipt_number = ${receiptNumber}`.execute(tx);
  return rows[0]?.id ?? null;
}
