/** One press signs in as somebody of the fictional city. Refused everywhere but in the demo. */
import { randomUUID } from 'node:crypto';
import { acceptStaff, guardStaff, selectCredentials, selectStaffByLogin } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { land } from '../land.server.ts';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async ({ actor, tx, runtime, form, request, touched }) => {
  if (runtime.config.MADOGUCHI_MODE !== 'demo') return must(fail('notFound'));
  const staff = await selectStaffByLogin(tx, String(form.get('login') ?? ''));
  if (staff === null) return must(fail('notFound'));
  const credential = (await selectCredentials(tx, staff.id))[0]?.id ?? randomUUID();
  const returnTo = safeReturn(String(form.get('return') ?? '/'));
  touched('account', [staff.id], [], 'sign-in.demo');
  const session = await acceptStaff(tx, actor.sessionHash, staff.id, credential, returnTo);
  throw await land({ tx, runtime, request }, session, staff.id, returnTo);
});
