/** A file of a record, shown in place; of a photo with marks the copy that has them in it. */
import { marksIn } from '#core/fields';
import { guardStaff } from '#core/people.server';
import { shownPhoto } from '#core/photos.server';
import type { StaffPermission } from '#core/policy';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { fileOfRecord } from '../record/file-of-record.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { seen, field, ref, row } = await fileOfRecord(scene);
  scene.touched('record', [seen.open.app.id, seen.id, row.id], [field.classification], 'record.file');
  const files = scene.runtime.files.of(scene.info.municipality);
  const open = row.scan === 'none' || row.scan === 'clean';
  if (marksIn(ref).length === 0 || !open) return must(await fileResponse(files, row));
  const picture = must(await shownPhoto(files, ref, row.sha256));
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' },
  });
});
