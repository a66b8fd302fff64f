/** SQL of the imports of organisation and staff. Works as the owner (packs) and as the staff role (screen). */
import { sql } from 'kysely';
import type { Organisation } from '#core/definitions';
import type { Tx } from '#platform/db.server';
import type {
  KnownDepartment,
  KnownPerson,
  KnownPosition,
  KnownPost,
  StaffPlan,
  StaffState,
} from './import-model.ts';

/** What a staff file is compared with: people. The posts of other systems are in no roster, and none ends them. */
export async function selectStaffState(tx: Tx, positions: KnownPosition[]): Promise<StaffState> {
  const people = await sql<KnownPerson>`SELECT id, login, family, given, kana, mail FROM staff`.execute(tx);
  const posts = await sql<KnownPost>`
    SELECT p.id, s.login, p.department, p.position, p.rank, p.kind, p.roles, p.valid_from AS "from", p.valid_to AS "to"
    FROM posts p JOIN staff s ON s.id = p.staff_id
    WHERE s.login NOT LIKE 'integration:%' ORDER BY p.valid_from`.execute(tx);
  const departments = await sql<KnownDepartment>`
    SELECT code, name, valid_from AS "from", valid_to AS "to" FROM departments ORDER BY valid_from DESC`.execute(
    tx,
  );
  return { people: people.rows, posts: posts.rows, departments: departments.rows, positions };
}

/** Applies a plan without problems, in a few statements whatever its size. */
export async function writeStaffPlan(tx: Tx, plan: StaffPlan): Promise<void> {
  if (plan.newPeople.length > 0) {
    await sql`
      INSERT INTO staff (id, login, family, given, kana, mail)
      SELECT gen_random_uuid(), login, family, given, kana, mail
      FROM jsonb_to_recordset(${JSON.stringify(plan.newPeople)}::jsonb) AS r (login text, family text, given text, kana text, mail text)`.execute(
      tx,
    );
  }
  if (plan.changedPeople.length > 0) {
    await sql`
      UPDATE staff SET family = r.family, given = r.given, kana = r.kana, mail = r.mail
      FROM jsonb_to_recordset(${JSON.stringify(plan.changedPeople)}::jsonb) AS r (id uuid, family text, given text, kana text, mail text)
      WHERE staff.id = r.id`.execute(tx);
  }
  // First the ends: an old post makes room before its successor comes.
  if (plan.changedPosts.length > 0) {
    await sql`
      UPDATE posts SET rank = r.rank, kind = r.kind, roles = r.roles, valid_to = r."to"
      FROM jsonb_to_recordset(${JSON.stringify(plan.changedPosts)}::jsonb)
        AS r (id uuid, rank integer, kind text, roles text[], "to" date)
      WHERE posts.id = r.id`.execute(tx);
  }
  if (plan.newPosts.length > 0) {
    await sql`
      INSERT INTO posts (id, staff_id, department, position, rank, kind, roles, valid_from, valid_to)
      SELECT gen_random_uuid(), s.id, r.department, r.position, r.rank, r.kind, r.roles, r."from", r."to"
      FROM jsonb_to_recordset(${JSON.stringify(plan.newPosts)}::jsonb)
        AS r (login text, department text, position text, rank integer, kind text, roles text[], "from" date, "to" date)
      JOIN staff s ON s.login = r.login`.execute(tx);
  }
}

/** Departments as the definition says; those it no longer names stay for history. Gives how many changed. */
export async function upsertDepartments(tx: Tx, departments: Organisation['departments']): Promise<number> {
  const rows = JSON.stringify(departments);
  const { rows: changed } = await sql`
    INSERT INTO departments (code, name, name_en, body, parent, ward, phone, document_symbol, valid_from, valid_to, successor)
    SELECT code, name, "nameEn", body, parent, ward, phone, "documentSymbol", "validFrom", "validTo", successor
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (code text, name text, "nameEn" text, body text, parent text, ward text,
      phone text, "documentSymbol" text, "validFrom" date, "validTo" date, successor text)
    ON CONFLICT (code, valid_from) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, body = excluded.body,
      parent = excluded.parent, ward = excluded.ward, phone = excluded.phone, document_symbol = excluded.document_symbol,
      valid_to = excluded.valid_to, successor = excluded.successor
    WHERE (departments.name, departments.name_en, departments.body, departments.parent, departments.ward, departments.phone,
        departments.document_symbol, departments.valid_to, departments.successor)
      IS DISTINCT FROM (excluded.name, excluded.name_en, excluded.body, excluded.parent, excluded.ward, excluded.phone,
        excluded.document_symbol, excluded.valid_to, excluded.successor)
    RETURNING code`.execute(tx);
  return changed.length;
}
