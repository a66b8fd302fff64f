import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Whether a post lies in a department today and its holder is not suspended. */
export async function selectPostInDepartment(tx: Tx, postId: string, department: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM posts p JOIN staff s ON s.id = p.staff_id
    WHERE p.id = ${postId} AND p.department = ${department} AND s.suspended_at IS NULL
      AND p.valid_from <= CURRENT_DATE AND (p.valid_to IS NULL OR p.valid_to >= CURRENT_DATE)`.execute(tx);
  return rows.length > 0;
}

export interface Colleague {
  post_id: string;
  name: string;
  position: string;
}

export async function selectColleagues(tx: Tx, department: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    SELECT p.id AS post_id, s.family || ' ' || s.given AS name, p.position
    FROM posts p JOIN staff s ON s.id = p.staff_id
    WHERE p.department = ${department} AND s.suspended_at IS NULL
      AND p.valid_from <= CURRENT_DATE AND (p.valid_to IS NULL OR p.valid_to >= CURRENT_DATE)
    ORDER BY p.rank DESC, s.kana`.execute(tx);
  return rows;
}
