/** A file too large for one request, in pieces: what `core/uploads` asks an import, and an import like any other in the end. */
import { openForImport } from '#core/entries.server';
import type { UploadProgress } from '#core/uploads';
import * as uploads from '#core/uploads.server';
import { fail, ok, type Result } from '#kernel/result';
import { pieceBytes } from './model.ts';
import { type SheetEncoding, unreadableHead } from './reader/sheet.ts';
import { atFile, type ImportDesk, mostBytes, requestImport } from './request-import.server.ts';

const placeIn = (appId: string) => ({ appId, recordId: null, control: null });

/** The same file of the same person goes on where it stopped; another one takes its place. */
export async function beginUpload(
  desk: ImportDesk,
  appId: string,
  { name, bytes, changedAt }: { name: string; bytes: number; changedAt: number },
): Promise<Result<UploadProgress>> {
  const open = await openForImport(desk, appId);
  if (!open.ok) return open;
  if (!Number.isSafeInteger(changedAt)) return fail('invalid');
  if (bytes > mostBytes) return atFile(`ファイルが大きすぎます。${mostBytes / 1e6}MBまでに分けてください。`);
  return uploads.beginUpload(desk, {
    place: placeIn(appId),
    file: { name, bytes, mark: String(changedAt) },
    pieceBytes,
    // Whoever begins anew with a file that was taken in wants a second import of it.
    stillGood: async () => false,
  });
}

export async function receivePiece(
  desk: ImportDesk,
  appId: string,
  id: string,
  piece: { position: number; bytes: Uint8Array },
): Promise<Result<UploadProgress>> {
  const found = await ownUpload(desk, appId, id);
  if (!found.ok) return found;
  return uploads.receivePiece(desk, found.value, piece, (head) => {
    const wrong = unreadableHead(head);
    return wrong === null ? ok(null) : atFile(wrong);
  });
}

/** All pieces are there: the file is kept and read as one that came at once. */
export async function finishUpload(
  desk: ImportDesk,
  appId: string,
  id: string,
  encoding?: SheetEncoding,
): Promise<Result<{ id: string }>> {
  const found = await ownUpload(desk, appId, id);
  if (!found.ok) return found;
  const name = found.value.file_name;
  const made = await uploads.finishUpload(desk, found.value, async (bytes) => {
    const asked = await requestImport(desk, appId, { name, bytes, encoding });
    return asked.ok ? ok(asked.value.id) : asked;
  });
  return made.ok ? ok({ id: made.value }) : made;
}

export async function giveUpUpload(desk: ImportDesk, appId: string, id: string): Promise<Result<null>> {
  const found = await ownUpload(desk, appId, id);
  if (found.ok) await uploads.giveUpUpload(desk, found.value);
  return found.ok ? ok(null) : found;
}

async function ownUpload(desk: ImportDesk, appId: string, id: string): Promise<Result<uploads.UploadRow>> {
  const open = await openForImport(desk, appId);
  return open.ok ? uploads.uploadOf(desk, id, placeIn(appId)) : open;
}
