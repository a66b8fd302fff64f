/** Files that are on their way in pieces, each of one person. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { UploadPlace } from './model.ts';

export interface UploadRow {
  id: string;
  app_id: string;
  record_id: string | null;
  control: string | null;
  file_name: string;
  bytes: number;
  piece_bytes: number;
  pieces: number;
  result: string | null;
}

export interface Sender {
  staffId: string;
  postId: string;
}

const columns = sql`id, app_id, record_id, control, file_name, bytes::float8 AS bytes, piece_bytes, pieces, result`;

export async function selectUpload(
  tx: Tx,
  id: string,
  { staffId, postId }: Sender,
): Promise<UploadRow | null> {
  const { rows } = await sql<UploadRow>`
    SELECT ${columns} FROM uploads WHERE id = ${id}::uuid AND staff_id = ${staffId} AND post_id = ${postId}
    FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

/** The one that is there by its key, held by the caller from now on; else a new one. */
export async function resumeOrInsertUpload(
  tx: Tx,
  one: { id: string; key: string; name: string; bytes: number; pieceBytes: number } & UploadPlace & Sender,
): Promise<UploadRow> {
  const { rows } = await sql<UploadRow>`
    INSERT INTO uploads (id, key, staff_id, post_id, app_id, record_id, control, file_name, bytes, piece_bytes)
    VALUES (${one.id}, ${one.key}, ${one.staffId}, ${one.postId}, ${one.appId}, ${one.recordId}::uuid, ${one.control},
      ${one.name}, ${one.bytes}, ${one.pieceBytes})
    ON CONFLICT (staff_id, key) DO UPDATE SET heard_at = now() RETURNING ${columns}`.execute(tx);
  return rows[0]!;
}

/** What this person has on its way, this one aside. */
export async function selectUnderWay(
  tx: Tx,
  { staffId }: Sender,
  key: string,
): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    SELECT count(*)::integer AS files, coalesce(sum(bytes), 0)::float8 AS bytes FROM uploads
    WHERE staff_id = ${staffId} AND result IS NULL AND key <> ${key}`.execute(tx);
  return rows[0]!;
}

/** Imports of this person other than this one: each takes the place of the one before. */
export async function deleteOtherImports(tx: Tx, { staffId }: Sender, key: string): Promise<void> {
  await sql`DELETE FROM uploads WHERE staff_id = ${staffId} AND control IS NULL AND key <> ${key}`.execute(
    tx,
  );
}

/** The caller holds the upload. */
export async function insertUploadPiece(
  tx: Tx,
  id: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  await sql`
    INSERT INTO upload_pieces (upload_id, position, bytes) VALUES (${id}::uuid, ${position}, ${Buffer.from(bytes)})`.execute(
    tx,
  );
  await sql`UPDATE uploads SET pieces = ${position + 1}, heard_at = now() WHERE id = ${id}::uuid`.execute(tx);
}

/** One after the other: no more than one is in memory. */
export async function* uploadedBytes(tx: Tx, { id, pieces }: UploadRow): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < pieces; position++) {
    const { rows } = await sql<{ bytes: Buffer }>`
      SELECT bytes FROM upload_pieces WHERE upload_id = ${id}::uuid AND position = ${position}`.execute(tx);
    yield rows[0]!.bytes;
  }
}

/** The pieces have become something: they go, what became of them stays for whoever asks again. */
export async function settleUpload(tx: Tx, id: string, result: string): Promise<void> {
  await sql`DELETE FROM upload_pieces WHERE upload_id = ${id}::uuid`.execute(tx);
  await sql`UPDATE uploads SET result = ${result}::uuid, heard_at = now() WHERE id = ${id}::uuid`.execute(tx);
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM uploads WHERE id = ${id}::uuid`.execute(tx);
}

/** What nobody has sent a piece of for a day. */
export async function expireUploads(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM uploads WHERE heard_at < now() - interval '1 day'`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
