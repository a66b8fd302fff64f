/** A photo as it was taken, without its marks: for the editor of whoever may change the field, and written down. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { refuse } from '../record/desk.server.ts';
import { fileOfRecord } from '../record/file-of-record.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { seen, field, row } = await fileOfRecord(scene);
  if (!seen.reach.may('edit') || !seen.reach.edits(field.id)) return refuse();
  scene.touched('record', [seen.open.app.id, seen.id, row.id], [field.classification], 'record.original');
  return must(await fileResponse(scene.runtime.files.of(scene.info.municipality), row));
});
