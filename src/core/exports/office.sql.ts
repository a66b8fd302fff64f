/** Posts and departments of a day, for exports of the organisation. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface StaffLine {
  staff_id: string;
  login: string;
  name: string;
  kana: string;
  mail: string;
  department: string;
  department_name: string;
  position: string;
  kind: 'main' | 'concurrent' | 'joint';
  valid_from: string;
  valid_to: string | null;
}

export async function selectStaffLines(tx: Tx, on: string): Promise<StaffLine[]> {
  const { rows } = await sql<StaffLine>`
    SELECT s.id AS staff_id, s.login, s.family || ' ' || s.given AS name, s.kana, s.mail, p.department, d.name AS department_name,
      p.position, p.kind, p.valid_from, p.valid_to
    FROM posts p JOIN staff s ON s.id = p.staff_id
      JOIN departments d ON d.code = p.department AND d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    WHERE s.suspended_at IS NULL AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})
    ORDER BY p.department COLLATE "C", p.rank DESC, s.login COLLATE "C", p.id`.execute(tx);
  return rows;
}

export interface DepartmentLine {
  code: string;
  name: string;
  parent: string | null;
  phone: string | null;
  valid_from: string;
}

export async function selectDepartmentLines(tx: Tx, on: string): Promise<DepartmentLine[]> {
  const { rows } = await sql<DepartmentLine>`
    SELECT code, name, parent, phone, valid_from FROM departments
    WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on}) ORDER BY code COLLATE "C"`.execute(
    tx,
  );
  return rows;
}

/** Whether somebody still works here. */
export async function isActive(tx: Tx, staffId: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM staff WHERE id = ${staffId} AND suspended_at IS NULL`.execute(tx);
  return rows.length === 1;
}
