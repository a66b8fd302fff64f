/** The rows that could not be taken in, as a file to mend: to whoever sent the file. */
import { errorFile } from '#core/imports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { responseHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { importDesk } from '../import/desk.server.ts';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const id = scene.params.import ?? '';
  const file = must(await errorFile(importDesk(scene), scene.runtime.db, open.app.id, id));
  return new Response(file.stream, { headers: responseHeaders(file.fileName, 'text/csv; charset=utf-8') });
});
