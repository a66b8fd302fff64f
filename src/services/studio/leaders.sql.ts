/** Offices that lead a department. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Titles of posts of a department whose holders check what others did (係長, 課長 …), the highest first. */
export async function selectLeaders(tx: Tx, department: string, on: string): Promise<string[]> {
  const { rows } = await sql<{ position: string }>`
    SELECT position FROM posts
    WHERE department = ${department} AND roles @> ARRAY['check'] AND valid_from <= ${on} AND (valid_to IS NULL OR valid_to >= ${on})
    GROUP BY position ORDER BY max(rank) DESC, position COLLATE "C" LIMIT 5`.execute(tx);
  return rows.map((row) => row.position);
}
