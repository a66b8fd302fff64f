/** A file of a record, shown in place: to whoever may read a field of the record that names it. */
import { seenRecord } from '#core/entries.server';
import { type Field, isFileRef, type Json } from '#core/fields';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordIn, refuse } from '../record/desk.server.ts';
import { selectRecordFile } from '../record/record.sql.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { tx, params, runtime, info } = scene;
  const seen = must(await seenRecord(entryDeskOf(scene), appIn(scene), recordIn(scene)));
  const wanted = params.file ?? '';
  const field = seen.fields.find((one: Field) => names(seen.answers[String(one.id)], wanted));
  const file = field === undefined ? null : await selectRecordFile(tx, seen.open.app.id, seen.id, wanted);
  if (field === undefined || file === null) return refuse();
  scene.touched('record', [seen.open.app.id, seen.id, file.id], [field.classification], 'record.file');
  return must(await fileResponse(runtime.files.of(info.municipality), file));
});

/** Whether a value names the file, in lines too. */
function names(value: Json | undefined, fileId: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isFileRef(value)) return value.fileId === fileId;
  return Object.values(value).some((one) => names(one as Json, fileId));
}
