import { redirect } from 'react-router';
import { deleteStaffSession, guardStaff, staffCookie } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { setCookie } from '#platform/http.server';
import { staffPaths } from '#ui/paths';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => {
  throw redirect(staffPaths.home);
});

export const action = guardStaff(handle, async ({ actor, tx, runtime }) => {
  if (actor.sessionHash !== null) await deleteStaffSession(tx, actor.sessionHash);
  const gone = setCookie(staffCookie(runtime), '', {
    secure: runtime.origin.startsWith('https:'),
    maxAge: 0,
  });
  throw redirect(staffPaths.signIn, { status: 303, headers: { 'set-cookie': gone } });
});
