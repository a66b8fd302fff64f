/** The service worker below /field/: its code, and the files that this build of the page needs. Browsers take it anew when it differs. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { fieldFiles } from './field-files.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => {
  const files = fieldFiles();
  if (files === null) throw new Refusal(appError('notFound'));
  return new Response(`self.fieldFiles=${JSON.stringify(files.all)};\n${files.worker}`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
});
