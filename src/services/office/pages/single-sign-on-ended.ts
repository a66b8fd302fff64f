/** The identity provider reports here whose sign-in has ended there. Called by it, not by a browser. */
import { endSignIns, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

const headers = { 'cache-control': 'no-store' };

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async ({ tx, runtime, form, touched }) => {
  const ended = await endSignIns(tx, runtime.config, String(form.get('logout_token') ?? ''));
  if (!ended.ok) {
    const status = ended.error.code === 'unavailable' ? 503 : 400;
    return Response.json({ error: 'invalid_request' }, { status, headers });
  }
  const { staffId } = ended.value;
  touched('staff', staffId === null ? [] : [staffId], [], 'session.endedByProvider');
  return new Response(null, { status: 200, headers });
});
