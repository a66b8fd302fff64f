/** Where ids of merged records lead. */
import { sql } from 'kysely';
import { moveNotices } from '#core/notices.server';
import type { Tx } from '#platform/db.server';

/** The record that holds what this one held; null when it was never merged. Merging again leads on. */
export async function selectSurvivor(tx: Tx, appId: string, recordId: string): Promise<string | null> {
  const { rows } = await sql<{ survivor_id: string }>`
    SELECT survivor_id FROM record_merges WHERE app_id = ${appId} AND record_id = ${recordId}::uuid`.execute(
    tx,
  );
  return rows[0]?.survivor_id ?? null;
}

/** Ids that led to the merged record lead to the survivor from now on: one step, always. */
export async function insertMerge(
  tx: Tx,
  appId: string,
  mergedId: string,
  survivorId: string,
  staffId: string,
): Promise<void> {
  await sql`
    UPDATE record_merges SET survivor_id = ${survivorId}::uuid
    WHERE app_id = ${appId} AND survivor_id = ${mergedId}::uuid`.execute(tx);
  await sql`
    INSERT INTO record_merges (app_id, record_id, survivor_id, staff_id)
    VALUES (${appId}, ${mergedId}::uuid, ${survivorId}::uuid, ${staffId}::uuid)`.execute(tx);
}

/** What people said, who follows and what belongs to it goes over to the survivor. */
export async function moveCompany(tx: Tx, appId: string, fromId: string, toId: string): Promise<void> {
  await sql`UPDATE record_comments SET record_id = ${toId}::uuid
    WHERE app_id = ${appId} AND record_id = ${fromId}::uuid`.execute(tx);
  await sql`
    INSERT INTO record_followers (app_id, record_id, staff_id, since)
    SELECT app_id, ${toId}::uuid, staff_id, since FROM record_followers
    WHERE app_id = ${appId} AND record_id = ${fromId}::uuid ON CONFLICT DO NOTHING`.execute(tx);
  await sql`DELETE FROM record_followers WHERE app_id = ${appId} AND record_id = ${fromId}::uuid`.execute(tx);
  await moveNotices(tx, appId, fromId, toId);
  const moved = sql`
    WITH gone AS (
      DELETE FROM record_links
      WHERE (app_id = ${appId} AND record_id = ${fromId}::uuid) OR (to_app_id = ${appId} AND to_record_id = ${fromId}::uuid)
      RETURNING *),
    pairs AS (
      SELECT app_id, CASE WHEN app_id = ${appId} AND record_id = ${fromId}::uuid THEN ${toId}::uuid ELSE record_id END AS record_id,
        to_app_id, CASE WHEN to_app_id = ${appId} AND to_record_id = ${fromId}::uuid THEN ${toId}::uuid ELSE to_record_id END AS to_record_id,
        at, staff_id
      FROM gone)
    INSERT INTO record_links (app_id, record_id, to_app_id, to_record_id, at, staff_id)
    SELECT * FROM pairs WHERE app_id <> to_app_id OR record_id <> to_record_id ON CONFLICT DO NOTHING`;
  await moved.execute(tx);
  await sql`UPDATE record_documents SET record_id = ${toId}::uuid
    WHERE app_id = ${appId} AND record_id = ${fromId}::uuid`.execute(tx);
  await sql`UPDATE staff_files SET record_id = ${toId}::uuid
    WHERE app_id = ${appId} AND record_id = ${fromId}::uuid`.execute(tx);
}
