/** A file of a record, sent in pieces: what it may be and where it may go is asked at every step, in the end as of one that was posted. */
import { blankRecord, filesFor, type SeenRecord, seenRecord } from '#core/entries.server';
import { type FileRef, printBytes, takesFiles } from '#core/fields';
import { findField, isEditable } from '#core/forms';
import type { UploadProgress } from '#core/uploads';
import * as uploads from '#core/uploads.server';
import { fail, ok, type Result } from '#kernel/result';
import { refusedHead } from '#platform/files.server';
import { appIn, entryDeskOf, recordIn, type StaffScene, textIn } from './desk.server.ts';
import { type FieldPlace, keepForField, limitsOf, refused } from './keep-for-field.server.ts';

const closed = 'この項目には、ファイルを付けられません。画面を開き直して、確かめてください。';

/** Small, for lines on which a megabyte is a minute: a break costs no more than this. */
const pieceBytes = 256 * 1024;

/** The same file for the same field goes on where it stopped, hours later too. */
export async function beginFile(
  scene: StaffScene,
  file: { name: string; bytes: number; mark: string },
): Promise<Result<UploadProgress>> {
  const place = await fieldPlace(scene);
  if (!place.ok) return place;
  const { maxBytes } = limitsOf(scene, place.value.found);
  if (file.bytes > maxBytes)
    return refused(
      place.value.found,
      file.name,
      `ファイルが大きすぎます。${printBytes(maxBytes)}までにしてください。`,
    );
  return uploads.beginUpload(scene, {
    place: uploadPlace(place.value),
    file,
    pieceBytes,
    stillGood: async (fileId) => (await refOf(scene, place.value, fileId)).ok,
  });
}

export async function receiveFilePiece(
  scene: StaffScene,
  upload: string,
  piece: { position: number; bytes: Uint8Array },
): Promise<Result<UploadProgress>> {
  const own = await ownUpload(scene, upload);
  if (!own.ok) return own;
  const { row, place } = own.value;
  return uploads.receivePiece(scene, row, piece, async (head) => {
    const wrong = await refusedHead(head, limitsOf(scene, place.found).allowed);
    return wrong === null ? ok(null) : refused(place.found, row.file_name, wrong);
  });
}

export async function finishFile(scene: StaffScene, upload: string): Promise<Result<FileRef>> {
  const own = await ownUpload(scene, upload);
  if (!own.ok) return own;
  const { row, place } = own.value;
  const taken = await uploads.finishUpload(scene, row, async (source) => {
    const kept = await keepForField(scene, place, row.file_name, source);
    return kept.ok ? ok(kept.value.fileId) : kept;
  });
  return taken.ok ? refOf(scene, place, taken.value) : taken;
}

export async function giveUpFile(scene: StaffScene, upload: string): Promise<Result<null>> {
  const own = await ownUpload(scene, upload);
  if (!own.ok) return own;
  await uploads.giveUpUpload(scene, own.value.row);
  return ok(null);
}

async function ownUpload(
  scene: StaffScene,
  upload: string,
): Promise<Result<{ row: uploads.UploadRow; place: FieldPlace }>> {
  const place = await fieldPlace(scene);
  if (!place.ok) return place;
  const found = await uploads.uploadOf(scene, upload, uploadPlace(place.value));
  return found.ok ? ok({ row: found.value, place: place.value }) : found;
}

/** The field that was named, if this person may put a file there now: in the record of the address, or in one that they may add. */
async function fieldPlace(scene: StaffScene): Promise<Result<FieldPlace>> {
  const desk = entryDeskOf(scene);
  const control = textIn(scene.form, 'field');
  const isNew = recordIn(scene) === 'new';
  const shown = isNew
    ? await blankRecord(desk, appIn(scene))
    : await seenRecord(desk, appIn(scene), recordIn(scene));
  if (!shown.ok) return shown;
  const { form, open } = shown.value;
  const seen = isSeen(shown.value) ? shown.value : null;
  const found = findField(form, control);
  if (seen !== null && !seen.reach.may('edit')) return fail('notFound');
  // One answer for a field that is not there, is closed to this person, or holds something else.
  const may = found?.name === control && takesFiles(found.field) && isEditable(form, control);
  if (!may) return fail('invalid', undefined, [{ path: '', message: closed }]);
  return ok({ appId: open.app.id, recordId: seen?.id ?? null, found });
}

const isSeen = (shown: object): shown is SeenRecord => 'reach' in shown;

const uploadPlace = ({ appId, recordId, found }: FieldPlace) => ({ appId, recordId, control: found.name });

async function refOf(scene: StaffScene, place: FieldPlace, fileId: string): Promise<Result<FileRef>> {
  const { appId, recordId, found } = place;
  const files = await filesFor(entryDeskOf(scene), appId, recordId ?? '', [fileId], found.name);
  const ref = files.get(fileId);
  return ref === undefined ? fail('conflict') : ok(ref);
}
