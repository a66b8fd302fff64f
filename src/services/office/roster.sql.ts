/** Who works where today. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface RosterRow {
  staff_id: string;
  login: string;
  name: string;
  post_id: string;
  department: string;
  department_name: string;
  position: string;
  rank: number;
  kind: 'main' | 'concurrent' | 'joint';
  valid_from: string;
  valid_to: string | null;
}

/** Posts held on a day by people who are not suspended; of one department when told, optionally those to come too. */
export async function selectRoster(
  tx: Tx,
  on: string,
  department: string | null = null,
): Promise<RosterRow[]> {
  const { rows } = await sql<RosterRow>`
    SELECT s.id AS staff_id, s.login, s.family || ' ' || s.given AS name, p.id AS post_id, p.department, d.name AS department_name,
      p.position, p.rank, p.kind, p.valid_from, p.valid_to
    FROM posts p JOIN staff s ON s.id = p.staff_id
      JOIN departments d ON d.code = p.department AND d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    WHERE s.suspended_at IS NULL AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})
      AND (${department}::text IS NULL OR p.department = ${department})
    ORDER BY d.code COLLATE "C", p.rank DESC, s.kana COLLATE "C", p.id`.execute(tx);
  return rows;
}

export interface DepartmentRow {
  code: string;
  name: string;
  parent: string | null;
  phone: string | null;
  staff: number;
}

/** Departments of a day with how many posts each has. */
export async function selectDepartments(tx: Tx, on: string): Promise<DepartmentRow[]> {
  const { rows } = await sql<DepartmentRow>`
    SELECT d.code, d.name, d.parent, d.phone,
      (SELECT count(*)::int FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.department = d.code AND s.suspended_at IS NULL
        AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})) AS staff
    FROM departments d WHERE d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    ORDER BY d.code COLLATE "C"`.execute(tx);
  return rows;
}

export async function selectLogin(tx: Tx, staffId: string): Promise<string> {
  const { rows } = await sql<{ login: string }>`SELECT login FROM staff WHERE id = ${staffId}`.execute(tx);
  return rows[0]?.login ?? '';
}
