/**
 * The end of a record: everything that names it goes with it. As the worker, who alone may delete. Lines and the search rows of
 * a record go by their foreign key; files lose their row here, and their content to the sweep once no row names it.
 */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/**
 * Tables that hold something about a record, by (app_id, record_id). A test finds the one that is missing. `record_merges`
 * stays: where the id of a merged record leads is known as long as the survivor.
 */
export const aboutRecords = [
  'record_history',
  'record_comments',
  'record_followers',
  'record_links',
  'record_visits',
  'record_process',
  'record_approvals',
  'record_approval_seats',
  'record_acts',
  'record_seers',
  'record_persons',
  'protection_record_decisions',
  'protection_record_requests',
  'protection_record_examinations',
  'record_effects',
  'record_reminders',
  'record_documents',
  'offline_box_records',
  'offline_box_drafts',
  'notices',
  'staff_files',
  'uploads',
] as const;

/** Idempotent. `table` is the app's own. */
export async function eraseRecord(tx: Tx, appId: string, table: string, recordId: string): Promise<void> {
  await sql`DELETE FROM ${sql.id(table)} WHERE id = ${recordId}::uuid`.execute(tx);
  for (const about of aboutRecords)
    await sql`DELETE FROM ${sql.id(about)} WHERE app_id = ${appId} AND record_id = ${recordId}::uuid`.execute(
      tx,
    );
  await sql`DELETE FROM record_links WHERE to_app_id = ${appId} AND to_record_id = ${recordId}::uuid`.execute(
    tx,
  );
  await sql`DELETE FROM record_merges WHERE app_id = ${appId} AND survivor_id = ${recordId}::uuid`.execute(
    tx,
  );
}

/** Records that have lain in the trash for so many days, oldest first. */
export async function selectExpired(tx: Tx, table: string, days: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(table)} WHERE deleted_at < now() - make_interval(days => ${days}::integer)
    ORDER BY deleted_at LIMIT ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}
