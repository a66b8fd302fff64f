/** A file that comes in pieces: begun, piece by piece, gone on with after a break, and in the end what a file that came at once becomes. */
import { createHash, randomUUID } from 'node:crypto';
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { DeclaredFile, UploadPlace, UploadProgress } from './model.ts';
import {
  deleteOtherImports,
  deleteUpload,
  insertUploadPiece,
  resumeOrInsertUpload,
  type Sender,
  selectUnderWay,
  selectUpload,
  settleUpload,
  type UploadRow,
  uploadedBytes,
} from './uploads.sql.ts';

export interface UploadDesk {
  tx: Tx;
  actor: StaffActor;
}

/** What one person may have lying here at a time. */
const most = { files: 60, bytes: 600e6 };

export interface Beginning {
  place: UploadPlace;
  file: DeclaredFile;
  pieceBytes: number;
  /** Whether what became of this very file may still be used; else it is sent anew. */
  stillGood: (result: string) => Promise<boolean>;
}

/**
 * The same file of the same person for the same place goes on where it stopped. The caller has asked whether this person may put
 * a file there, and how large it may be.
 */
export async function beginUpload(desk: UploadDesk, beginning: Beginning): Promise<Result<UploadProgress>> {
  const { place, pieceBytes, stillGood } = beginning;
  const file = { ...beginning.file, name: beginning.file.name.slice(0, 250) };
  const sender = senderOf(desk);
  if (sender === null) return fail('notFound');
  if (!Number.isSafeInteger(file.bytes) || file.bytes < 1 || file.mark.length > 200) return fail('invalid');
  const key = keyOf(sender, place, file);
  if (place.control === null) await deleteOtherImports(desk.tx, sender, key);
  const before = await selectUnderWay(desk.tx, sender, key);
  if (before.files >= most.files || before.bytes + file.bytes > most.bytes)
    return fail('tooMany', '送りかけのファイルが多すぎます。先に送り終えるか、しばらく待ってください。');
  const wanted = { ...place, ...sender, key, name: file.name, bytes: file.bytes, pieceBytes };
  const found = await resumeOrInsertUpload(desk.tx, { ...wanted, id: randomUUID() });
  if (found.result === null || (await stillGood(found.result))) return ok(progressOf(found));
  await deleteUpload(desk.tx, found.id);
  return ok(progressOf(await resumeOrInsertUpload(desk.tx, { ...wanted, id: randomUUID() })));
}

/** A piece that is there already is not taken again; one that leaves a gap, or is not as long as it must be, is refused. */
export async function receivePiece(
  desk: UploadDesk,
  upload: UploadRow,
  { position, bytes }: { position: number; bytes: Uint8Array },
  wrongHead: (head: Uint8Array) => Promise<Result<null>> | Result<null>,
): Promise<Result<UploadProgress>> {
  if (position < upload.pieces) return ok(progressOf(upload));
  const wanted = Math.min(upload.piece_bytes, upload.bytes - position * upload.piece_bytes);
  if (position !== upload.pieces || bytes.byteLength !== wanted) return fail('conflict');
  const head = position === 0 ? await wrongHead(bytes) : ok(null);
  if (!head.ok) {
    await deleteUpload(desk.tx, upload.id);
    return head;
  }
  await insertUploadPiece(desk.tx, upload.id, position, bytes);
  return ok(progressOf({ ...upload, pieces: position + 1 }));
}

/** All pieces are there: `take` makes of them what it is for, once. Refused or not, they are of no more use. */
export async function finishUpload(
  desk: UploadDesk,
  upload: UploadRow,
  take: (source: () => AsyncIterable<Uint8Array>) => Promise<Result<string>>,
): Promise<Result<string>> {
  if (upload.result !== null) return ok(upload.result);
  if (upload.pieces !== Math.ceil(upload.bytes / upload.piece_bytes)) return fail('conflict');
  const taken = await take(() => uploadedBytes(desk.tx, upload));
  if (taken.ok) await settleUpload(desk.tx, upload.id, taken.value);
  else await deleteUpload(desk.tx, upload.id);
  return taken;
}

/** Not wanted any more. What was made of it already stays. */
export async function giveUpUpload(desk: UploadDesk, upload: UploadRow): Promise<void> {
  if (upload.result === null) await deleteUpload(desk.tx, upload.id);
}

/** One's own upload for this place, held until the end of the transaction; anybody else's, or for another place, does not exist. */
export async function uploadOf(desk: UploadDesk, id: string, place: UploadPlace): Promise<Result<UploadRow>> {
  const sender = senderOf(desk);
  const row = sender === null || !isId(id) ? null : await selectUpload(desk.tx, id, sender);
  if (row === null) return fail('notFound');
  const here =
    row.app_id === place.appId && row.record_id === place.recordId && row.control === place.control;
  return here ? ok(row) : fail('notFound');
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

function senderOf({ actor }: UploadDesk): Sender | null {
  return actor.id === null || actor.postId === null ? null : { staffId: actor.id, postId: actor.postId };
}

const keyOf = ({ postId }: Sender, place: UploadPlace, { name, bytes, mark }: DeclaredFile): string =>
  createHash('sha256')
    .update(JSON.stringify([postId, place.appId, place.recordId, place.control, name, bytes, mark]))
    .digest('hex');

const progressOf = ({ id, pieces, bytes, piece_bytes }: UploadRow): UploadProgress => ({
  upload: id,
  pieces,
  bytes,
  pieceBytes: piece_bytes,
});
