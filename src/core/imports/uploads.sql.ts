/** Files that are on their way in pieces, each of one person. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface UploadRow {
  id: string;
  app_id: string;
  file_name: string;
  bytes: number;
  pieces: number;
}

export interface Sender {
  staffId: string;
  postId: string;
}

const columns = sql`id, app_id, file_name, bytes::float8 AS bytes, pieces`;

export async function selectUpload(
  tx: Tx,
  id: string,
  { staffId, postId }: Sender,
): Promise<UploadRow | null> {
  const { rows } = await sql<UploadRow>`
    SELECT ${columns} FROM import_uploads WHERE id = ${id}::uuid AND staff_id = ${staffId} AND post_id = ${postId}
    FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

/** The one on its way, if it is of this very file; any other of this person's is given up. */
export async function resumeOrInsertUpload(
  tx: Tx,
  one: { id: string; appId: string; name: string; bytes: number; changedAt: number } & Sender,
): Promise<UploadRow> {
  await sql`
    DELETE FROM import_uploads WHERE staff_id = ${one.staffId} AND NOT (app_id = ${one.appId} AND post_id = ${one.postId}
      AND file_name = ${one.name} AND bytes = ${one.bytes} AND changed_at = ${one.changedAt})`.execute(tx);
  const { rows } = await sql<UploadRow>`
    INSERT INTO import_uploads (id, app_id, staff_id, post_id, file_name, bytes, changed_at)
    VALUES (${one.id}, ${one.appId}, ${one.staffId}, ${one.postId}, ${one.name}, ${one.bytes}, ${one.changedAt})
    ON CONFLICT (staff_id) DO UPDATE SET heard_at = now() RETURNING ${columns}`.execute(tx);
  return rows[0]!;
}

/** The caller holds the upload. */
export async function insertUploadPiece(
  tx: Tx,
  id: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  await sql`
    INSERT INTO import_upload_pieces (upload_id, position, bytes) VALUES (${id}::uuid, ${position}, ${Buffer.from(bytes)})`.execute(
    tx,
  );
  await sql`UPDATE import_uploads SET pieces = ${position + 1}, heard_at = now() WHERE id = ${id}::uuid`.execute(
    tx,
  );
}

/** One after the other: no more than one is in memory. */
export async function* uploadedBytes(tx: Tx, { id, pieces }: UploadRow): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < pieces; position++) {
    const { rows } = await sql<{ bytes: Buffer }>`
      SELECT bytes FROM import_upload_pieces WHERE upload_id = ${id}::uuid AND position = ${position}`.execute(
      tx,
    );
    yield rows[0]!.bytes;
  }
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM import_uploads WHERE id = ${id}::uuid`.execute(tx);
}

/** What nobody has sent a piece of for a day. */
export async function expireUploads(tx: Tx): Promise<void> {
  await sql`DELETE FROM import_uploads WHERE heard_at < now() - interval '1 day'`.execute(tx);
}
