/** The photos of a record as its 決裁書 prints them: of photo fields that whoever prints may read, in the order of the page. */
import { type PhotoToPrint, type PrintedPictures, printedPhotos } from '#core/photos.server';
import type { Result } from '#kernel/result';
import type { StaffScene } from '../record/desk.server.ts';
import type { FactRow } from '../record/fact-rows.server.ts';
import { selectRecordFile } from '../record/record.sql.ts';
import type { RecordPage } from '../record/record-page.server.ts';

/** Two in a row, six on a page: four pages of pictures at most; the list of attachments names all of them. */
const most = 24;

export async function photosToPrint(
  scene: StaffScene,
  { appId, id, sections }: Pick<RecordPage, 'appId' | 'id' | 'sections'>,
): Promise<Result<PrintedPictures>> {
  const found: PhotoToPrint[] = [];
  for (const { photo, name } of photosIn(sections.flatMap((one) => one.rows)).slice(0, most)) {
    const row = await selectRecordFile(scene.tx, appId, id, photo.fileId);
    // What is still being looked through for viruses, or was found to hold one, is opened nowhere.
    if (row !== null && (row.scan === 'none' || row.scan === 'clean'))
      found.push({ photo, sha256: row.sha256, caption: name, name: '写真' });
  }
  return printedPhotos(scene.runtime.files.of(scene.info.municipality), found);
}

/** In lines too. A field with several says which. */
function photosIn(rows: readonly FactRow[]): Pick<PhotoToPrint, 'photo' | 'name'>[] {
  return rows.flatMap(({ row, sealed, lines }) => {
    const own = sealed || !photoTypes.includes(row.type) ? [] : row.files;
    return [
      ...own.map((photo, at) => ({
        photo,
        name: own.length === 1 ? row.label.ja : `${row.label.ja} ${at + 1}`,
      })),
      ...lines.flatMap((line) => photosIn(line.cells)),
    ];
  });
}

const photoTypes: readonly string[] = ['photo', 'annotated-photo'];
