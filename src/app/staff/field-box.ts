/** The page of what was taken along. The same for everybody and without anything about anybody: it may lie on a device for good. */
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
  const styles = files.styles.map((one) => `<link rel="stylesheet" href="${one}">`).join('');
  return new Response(
    `<!doctype html><html lang="ja" class="staff field"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="format-detection" content="telephone=no"><meta name="color-scheme" content="light dark"><title>持ち出し帳</title><link rel="icon" href="data:,">${styles}<script type="module" src="${files.script}"></script></head><body><main id="field"><p role="status">開いています…</p><noscript>このページは、JavaScript を有効にして使います。</noscript></main></body></html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8' } },
  );
});
