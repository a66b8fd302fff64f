/** The encrypted file: to whoever asked for it, in the post they asked in, for a day. */
import { beginDownload, streamFile } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { responseHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { deskOf } from '../export-page.server.ts';

export const handle = { permission: 'export.make' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, runtime }) => {
  const id = params.export ?? '';
  const file = must(await beginDownload(deskOf({ actor, tx, info }), id));
  return new Response(streamFile(runtime.db, info.municipality, id), {
    headers: {
      ...responseHeaders(file.fileName, 'application/zip'),
      'content-length': String(file.bytes),
    },
  });
});
