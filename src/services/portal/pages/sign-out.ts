/** Ends the session, of an account or a visitor: what it could open is open no more. */
import { redirect } from 'react-router';
import { deletePortalSession, guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { endedCookie } from '../session.server.ts';
import { definitionsFor } from '../site.server.ts';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(handle, async ({ tx, info }): Promise<null> => {
  await definitionsFor(tx, info);
  throw redirect(portalPaths.home);
});

export const action = guardResident(handle, async ({ tx, actor, runtime, touched }) => {
  if (actor.sessionHash !== null) await deletePortalSession(tx, actor.sessionHash);
  touched('session', [], [], 'sign-out');
  return redirect(portalPaths.home, {
    headers: { 'set-cookie': endedCookie(runtime), 'clear-site-data': '"cache"' },
  });
});

export default function SignOut() {
  return null;
}
