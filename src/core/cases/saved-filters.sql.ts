import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface SavedFilter {
  id: string;
  name: string;
  /** Search parameters of the inbox. */
  query: Record<string, string>;
}

export async function selectFilters(tx: Tx, postId: string): Promise<SavedFilter[]> {
  const { rows } = await sql<SavedFilter>`
    SELECT id, name, query FROM saved_filters WHERE post_id = ${postId} ORDER BY name`.execute(tx);
  return rows;
}

/** Saving under a known name replaces it. */
export async function saveFilter(
  tx: Tx,
  postId: string,
  name: string,
  query: Record<string, string>,
): Promise<void> {
  await sql`
    INSERT INTO saved_filters (id, post_id, name, query) VALUES (${randomUUID()}, ${postId}, ${name}, ${JSON.stringify(query)}::jsonb)
    ON CONFLICT (post_id, name) DO UPDATE SET query = excluded.query`.execute(tx);
}

export async function deleteFilter(tx: Tx, postId: string, id: string): Promise<void> {
  await sql`DELETE FROM saved_filters WHERE id = ${id} AND post_id = ${postId}`.execute(tx);
}
