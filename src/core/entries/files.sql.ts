/** Files that values of records name: kept as long as a row of `staff_files` says whose they are. */
import { sql } from 'kysely';
import type { FileRef } from '#core/fields';
import type { Tx } from '#platform/db.server';

/**
 * Takes files for a record: those it has already, and those this post sent within a day that belong to nothing yet.
 * Gives the ids that are neither, or that nobody may have.
 */
export async function claimFiles(
  tx: Tx,
  appId: string,
  recordId: string,
  ids: string[],
  postId: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    UPDATE staff_files SET app_id = ${appId}, record_id = ${recordId}::uuid
    WHERE id::text = ANY (${ids}::text[]) AND scan IN ('none', 'clean') AND case_id IS NULL
      AND ((app_id = ${appId} AND record_id = ${recordId}::uuid)
        OR (record_id IS NULL AND added_by = ${postId}::uuid AND added_at > now() - interval '1 day'))
    RETURNING id`.execute(tx);
  const taken = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !taken.has(id));
}

/** Files by id that a value of this record may name: its own, and what this post sent. */
export async function selectFiles(
  tx: Tx,
  appId: string,
  recordId: string,
  ids: string[],
  postId: string | null,
): Promise<FileRef[]> {
  const { rows } = await sql<FileRef>`
    SELECT id AS "fileId", name, type, bytes FROM staff_files
    WHERE id::text = ANY (${ids}::text[]) AND scan IN ('none', 'clean') AND case_id IS NULL
      AND ((app_id = ${appId} AND record_id::text = ${recordId})
        OR (record_id IS NULL AND added_by = ${postId}::uuid AND added_at > now() - interval '1 day'))`.execute(
    tx,
  );
  return rows;
}
