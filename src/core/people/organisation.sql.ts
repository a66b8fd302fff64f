import { sql } from 'kysely';
import type { Post, StaffRole, StandIn } from '#core/policy';
import type { Tx } from '#platform/db.server';

interface PostRow {
  id: string;
  staff_id: string;
  department: string;
  department_name: string;
  position: string;
  rank: number;
  roles: StaffRole[];
  kind: Post['kind'];
}

const toPost = (row: PostRow): Post => ({
  id: row.id,
  staffId: row.staff_id,
  department: row.department,
  departmentName: row.department_name,
  position: row.position,
  rank: row.rank,
  roles: row.roles,
  kind: row.kind,
});

/** Posts a member of staff holds on a day, main post first. */
export async function selectPosts(tx: Tx, staffId: string, on: string): Promise<Post[]> {
  const { rows } = await sql<PostRow>`
    SELECT p.id, p.staff_id, p.department, d.name AS department_name, p.position, p.rank, p.roles, p.kind
    FROM posts p JOIN departments d ON d.code = p.department
      AND d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    WHERE p.staff_id = ${staffId} AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})
    ORDER BY p.kind <> 'main', p.rank DESC, d.code`.execute(tx);
  return rows.map(toPost);
}

/** Where a post stands on a day: departments below and above it, groups that mean it (function of migration 0041). */
export async function selectReach(
  tx: Tx,
  { staffId, department }: Pick<Post, 'staffId' | 'department'>,
  on: string,
): Promise<{ departments: string[]; above: string[]; groups: string[] }> {
  const { rows } = await sql<{ departments: string[]; above: string[]; groups: string[] }>`
    SELECT below_it AS departments, above_it AS above, in_groups AS groups
    FROM reach_of_post(${staffId}::uuid, ${department}, ${on}::date)`.execute(tx);
  return rows[0]!;
}

/** Posts that `postId` stands in for on a day. */
export async function selectStandIns(tx: Tx, postId: string, on: string): Promise<StandIn[]> {
  const { rows } = await sql<{
    post_id: string;
    staff_id: string;
    department: string;
    position: string;
    roles: StaffRole[];
  }>`
    SELECT a.post_id, p.staff_id, p.department, p.position, p.roles FROM absences a JOIN posts p ON p.id = a.post_id
    WHERE a.stand_in_post_id = ${postId} AND a.from_date <= ${on} AND a.to_date >= ${on}`.execute(tx);
  return rows.map((row) => ({
    postId: row.post_id,
    staffId: row.staff_id,
    department: row.department,
    position: row.position,
    roles: row.roles,
  }));
}

/** Null of somebody who may not sign in any more. */
export async function selectActiveName(tx: Tx, staffId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    SELECT family || ' ' || given AS name FROM staff WHERE id = ${staffId}::uuid AND suspended_at IS NULL`.execute(
    tx,
  );
  return rows[0]?.name ?? null;
}
