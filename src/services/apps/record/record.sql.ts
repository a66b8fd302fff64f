/** What the record page shows beside the values. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Author {
  name: string;
  department: string | null;
}

/** Who wrote, by the post they wrote in: the name, and the department of that post as it was called last. */
export async function selectAuthors(
  tx: Tx,
  postIds: readonly string[],
): Promise<Map<string, Author & { staffId: string }>> {
  if (postIds.length === 0) return new Map();
  const { rows } = await sql<Author & { post_id: string; staff_id: string }>`
    SELECT p.id AS post_id, s.id AS staff_id, s.family || ' ' || s.given AS name,
      (SELECT d.name FROM departments d WHERE d.code = p.department ORDER BY d.valid_from DESC LIMIT 1) AS department
    FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.id = ANY (${postIds}::uuid[])`.execute(tx);
  return new Map(
    rows.map(({ post_id, staff_id, name, department }) => [post_id, { staffId: staff_id, name, department }]),
  );
}

/** Whether this person hears of changes, and how many do. */
export async function selectFollowing(
  tx: Tx,
  appId: string,
  recordId: string,
  staffId: string | null,
): Promise<{ mine: boolean; count: number }> {
  const { rows } = await sql<{ mine: boolean; count: number }>`
    SELECT coalesce(bool_or(staff_id = ${staffId}::uuid), false) AS mine, count(*)::integer AS count
    FROM record_followers WHERE app_id = ${appId} AND record_id = ${recordId}::uuid`.execute(tx);
  return rows[0]!;
}

export interface RecordFileRow {
  id: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  scan: 'none' | 'clean' | 'waiting' | 'infected';
}

/** A file that belongs to the record. */
export async function selectRecordFile(
  tx: Tx,
  appId: string,
  recordId: string,
  fileId: string,
): Promise<RecordFileRow | null> {
  const { rows } = await sql<RecordFileRow>`
    SELECT id, sha256, name, type, bytes, scan FROM staff_files
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND id::text = ${fileId}`.execute(tx);
  return rows[0] ?? null;
}

/** A file that this person sent for one field of this record within a day, and that belongs to nothing yet. */
export async function selectSentFile(
  tx: Tx,
  at: { appId: string; recordId: string; fileId: string; staffId: string | null },
): Promise<(RecordFileRow & { control: string }) | null> {
  const { rows } = await sql<RecordFileRow & { control: string }>`
    SELECT id, sha256, name, type, bytes, scan, meant_for AS control FROM staff_files
    WHERE id::text = ${at.fileId} AND record_id IS NULL AND meant_app = ${at.appId}
      AND meant_record = ${at.recordId}::uuid AND meant_by = ${at.staffId}::uuid
      AND added_at > now() - interval '1 day'`.execute(tx);
  return rows[0] ?? null;
}

/** Those of these files that belong to the record, by their ids. */
export async function selectRecordFiles(
  tx: Tx,
  appId: string,
  recordId: string,
  fileIds: readonly string[],
): Promise<Map<string, RecordFileRow>> {
  if (fileIds.length === 0) return new Map();
  const { rows } = await sql<RecordFileRow>`
    SELECT id, sha256, name, type, bytes, scan FROM staff_files
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND id::text = ANY (${fileIds})`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Deletion {
  id: string;
  at: Date;
  who: string | null;
  /** The record that holds what this one held. */
  survivorId: string | null;
}

/** Since when records lie in the trash, and who put them there. `table` is the app's own. */
export async function selectDeletions(
  tx: Tx,
  table: string,
  appId: string,
  ids: readonly string[],
): Promise<Map<string, Deletion>> {
  const { rows } = await sql<Deletion>`
    SELECT r.id, r.deleted_at AS at, s.family || ' ' || s.given AS who, m.survivor_id AS "survivorId"
    FROM ${sql.id(table)} r LEFT JOIN staff s ON s.id = r.deleted_by
      LEFT JOIN record_merges m ON m.app_id = ${appId} AND m.record_id = r.id
    WHERE r.id = ANY (${ids}::uuid[]) AND r.deleted_at IS NOT NULL`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
