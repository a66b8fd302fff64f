/** Staff, as far as records name them. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Staff ids by post id. */
export async function selectStaffOfPosts(tx: Tx, postIds: string[]): Promise<Map<string, string>> {
  if (postIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; staff_id: string }>`
    SELECT id, staff_id FROM posts WHERE id = ANY (${postIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.staff_id]));
}
