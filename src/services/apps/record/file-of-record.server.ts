/** A file that a field of the record names, for whoever may read that field. */
import { type SeenRecord, seenRecord } from '#core/entries.server';
import { type Field, type FileRef, isFileRef, type Json } from '#core/fields';
import { findField } from '#core/forms';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordIn, refuse, type StaffScene } from './desk.server.ts';
import { type RecordFileRow, selectRecordFile, selectSentFile } from './record.sql.ts';

export interface FileOfRecord {
  seen: SeenRecord;
  field: Field;
  /** As the value names it, with its marks. */
  ref: FileRef;
  row: RecordFileRow;
}

export async function fileOfRecord(scene: StaffScene): Promise<FileOfRecord> {
  const seen = must(await seenRecord(entryDeskOf(scene), appIn(scene), recordIn(scene)));
  for (const field of seen.fields) {
    const ref = refIn(seen.answers[String(field.id)], scene.params.file ?? '');
    if (ref === null) continue;
    const row = await selectRecordFile(scene.tx, seen.open.app.id, seen.id, ref.fileId);
    return row === null ? refuse() : { seen, field, ref, row };
  }
  return (await sentFile(scene, seen)) ?? refuse();
}

/** What this person sent for a field of it and has not saved yet: a form that came back shows it. */
async function sentFile(scene: StaffScene, seen: SeenRecord): Promise<FileOfRecord | null> {
  const row = await selectSentFile(scene.tx, {
    appId: seen.open.app.id,
    recordId: seen.id,
    fileId: scene.params.file ?? '',
    staffId: scene.actor.id,
  });
  const found = row === null ? undefined : findField(seen.form, row.control);
  const field = seen.fields.find((one) => one.id === (found?.lines ?? found?.field)?.id);
  if (row === null || field === undefined) return null;
  return { seen, field, ref: { fileId: row.id, name: row.name, type: row.type, bytes: row.bytes }, row };
}

/** In lines too. */
function refIn(value: Json | undefined, fileId: string): FileRef | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isFileRef(value)) return value.fileId === fileId ? value : null;
  for (const one of Object.values(value)) {
    const found = refIn(one as Json, fileId);
    if (found !== null) return found;
  }
  return null;
}
