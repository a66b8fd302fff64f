/** A file too large for one request: begun, piece by piece, gone on with after a break, and in the end an import like any other. */
import { randomUUID } from 'node:crypto';
import { openForImport } from '#core/entries.server';
import { fail, ok, type Result } from '#kernel/result';
import { pieceBytes, type UploadProgress } from './model.ts';
import { type SheetEncoding, unreadableHead } from './reader/sheet.ts';
import { atFile, type ImportDesk, isId, mostBytes, ownerOf, requestImport } from './request-import.server.ts';
import {
  deleteUpload,
  insertUploadPiece,
  resumeOrInsertUpload,
  selectUpload,
  type UploadRow,
  uploadedBytes,
} from './uploads.sql.ts';

/** The same file of the same person goes on where it stopped; another one takes its place. */
export async function beginUpload(
  desk: ImportDesk,
  appId: string,
  { name, bytes, changedAt }: { name: string; bytes: number; changedAt: number },
): Promise<Result<UploadProgress>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  if (desk.actor.id === null || desk.actor.postId === null) return fail('notFound');
  if (!Number.isSafeInteger(bytes) || bytes < 1 || !Number.isSafeInteger(changedAt)) return fail('invalid');
  if (bytes > mostBytes) return atFile(`ファイルが大きすぎます。${mostBytes / 1e6}MBまでに分けてください。`);
  const wanted = { id: randomUUID(), appId, name: name.slice(0, 250), bytes, changedAt, ...ownerOf(desk) };
  return ok(progressOf(await resumeOrInsertUpload(desk.tx, wanted)));
}

/** A piece that is there already is not taken again; one that leaves a gap, or is not as long as it must be, is refused. */
export async function receivePiece(
  desk: ImportDesk,
  appId: string,
  id: string,
  { position, bytes }: { position: number; bytes: Uint8Array },
): Promise<Result<UploadProgress>> {
  const found = await uploadOf(desk, appId, id);
  if (!found.ok) return found;
  const upload = found.value;
  if (position < upload.pieces) return ok(progressOf(upload));
  const wanted = Math.min(pieceBytes, upload.bytes - position * pieceBytes);
  if (position !== upload.pieces || bytes.byteLength !== wanted) return fail('conflict');
  const wrong = position === 0 ? unreadableHead(bytes) : null;
  if (wrong !== null) {
    await deleteUpload(desk.tx, upload.id);
    return atFile(wrong);
  }
  await insertUploadPiece(desk.tx, upload.id, position, bytes);
  return ok(progressOf({ ...upload, pieces: position + 1 }));
}

/** All pieces are there: the file is kept and read as one that came at once. */
export async function finishUpload(
  desk: ImportDesk,
  appId: string,
  id: string,
  encoding?: SheetEncoding,
): Promise<Result<{ id: string }>> {
  const found = await uploadOf(desk, appId, id);
  if (!found.ok) return found;
  const upload = found.value;
  if (upload.pieces !== Math.ceil(upload.bytes / pieceBytes)) return fail('conflict');
  const source = () => uploadedBytes(desk.tx, upload);
  const made = await requestImport(desk, appId, { name: upload.file_name, bytes: source, encoding });
  // Refused or not, its pieces are of no more use.
  await deleteUpload(desk.tx, upload.id);
  return made;
}

export async function giveUpUpload(desk: ImportDesk, appId: string, id: string): Promise<Result<null>> {
  const found = await uploadOf(desk, appId, id);
  if (found.ok) await deleteUpload(desk.tx, found.value.id);
  return found.ok ? ok(null) : found;
}

async function uploadOf(desk: ImportDesk, appId: string, id: string): Promise<Result<UploadRow>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  const row = isId(id) ? await selectUpload(desk.tx, id, ownerOf(desk)) : null;
  return row === null || row.app_id !== appId ? fail('notFound') : ok(row);
}

const progressOf = ({ id, pieces, bytes }: UploadRow): UploadProgress => ({ upload: id, pieces, bytes });
