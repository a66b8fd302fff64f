/** Everybody who acts today, with all that access asks of a person: a few statements for the whole city, never one per person. */
import { sql } from 'kysely';
import type { Post, StaffRole } from '#core/policy';
import type { Tx } from '#platform/db.server';

export interface HeldPost extends Post {
  name: string;
}

/** Posts held on the day by people who may sign in; in the order of departments, ranks and readings. */
export async function selectHeldPosts(tx: Tx, on: string): Promise<HeldPost[]> {
  const { rows } = await sql<HeldPost>`
    SELECT p.id, p.staff_id AS "staffId", p.department, d.name AS "departmentName", p.position, p.rank, p.roles, p.kind,
      s.family || ' ' || s.given AS name
    FROM posts p JOIN staff s ON s.id = p.staff_id
      JOIN departments d ON d.code = p.department AND d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    WHERE s.suspended_at IS NULL AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})
    ORDER BY d.code COLLATE "C", p.rank DESC, s.kana COLLATE "C", p.id`.execute(tx);
  return rows;
}

export async function selectTree(
  tx: Tx,
  on: string,
): Promise<{ code: string; parent: string | null; name: string }[]> {
  const { rows } = await sql<{ code: string; parent: string | null; name: string }>`
    SELECT code, parent, name FROM departments WHERE valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})
    ORDER BY code COLLATE "C"`.execute(tx);
  return rows;
}

export interface Membership {
  groupId: string;
  staffId: string | null;
  department: string | null;
  below: boolean;
}

export async function selectMemberships(tx: Tx, on: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    SELECT g.id AS "groupId", m.staff_id AS "staffId", m.department, m.below
    FROM staff_groups g JOIN staff_group_members m ON m.group_id = g.id
    WHERE g.valid_from <= ${on} AND (g.valid_to IS NULL OR g.valid_to >= ${on})
      AND m.valid_from <= ${on} AND (m.valid_to IS NULL OR m.valid_to >= ${on})`.execute(tx);
  return rows;
}

export interface Absence {
  standInPost: string;
  postId: string;
  staffId: string;
  department: string;
  position: string;
  roles: StaffRole[];
}

export async function selectAllStandIns(tx: Tx, on: string): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    SELECT a.stand_in_post_id AS "standInPost", a.post_id AS "postId", p.staff_id AS "staffId", p.department, p.position, p.roles
    FROM absences a JOIN posts p ON p.id = a.post_id WHERE a.from_date <= ${on} AND a.to_date >= ${on}`.execute(
    tx,
  );
  return rows;
}
