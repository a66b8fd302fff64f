/**
 * Pictures of records that are taken along: small, and as they are shown on the record's page, so that what somebody blurred is
 * blurred outside too. The originals stay in the office.
 */
import type { SeenRecord } from '#core/entries.server';
import { fileControls } from '#core/forms';
import { previews, type TakenPicture } from '#core/offline';
import { smallPhoto } from '#core/photos.server';
import type { StaffScene } from '../record/desk.server.ts';
import { selectRecordFiles } from '../record/record.sql.ts';
import { leaving } from './draw-forms.server.tsx';

type Pictures = Map<string, TakenPicture[]>;

/** By record, in their order, as far as they fit: what is left out is named on the device, no more. */
export async function drawPictures(
  { tx, runtime, info }: StaffScene,
  all: readonly SeenRecord[],
): Promise<Pictures> {
  const files = runtime.files.of(info.municipality);
  const pictures: Pictures = new Map();
  let [count, bytes] = [0, 0];
  for (const seen of all) {
    const { fields, answers } = leaving(seen);
    const named = fileControls(fields, answers).flatMap(({ file }) =>
      file.type.startsWith('image/') ? [file] : [],
    );
    const rows = await selectRecordFiles(
      tx,
      seen.open.app.id,
      seen.id,
      named.map((one) => one.fileId),
    );
    const drawn: TakenPicture[] = [];
    for (const file of named) {
      const row = rows.get(file.fileId);
      if (row === undefined || (row.scan !== 'none' && row.scan !== 'clean')) continue;
      if (count >= previews.count || bytes >= previews.bytes) return pictures.set(seen.id, drawn);
      const small = await smallPhoto(files, file, row.sha256, previews.side);
      // Its content is gone, or nobody can draw it: its name stands on the form all the same.
      if (!small.ok) continue;
      drawn.push({ fileId: file.fileId, data: Buffer.from(small.value).toString('base64') });
      count += 1;
      bytes += small.value.byteLength;
    }
    pictures.set(seen.id, drawn);
  }
  return pictures;
}
