/** Where the identity provider sends people back to. */
import { redirect } from 'react-router';
import { acceptStaff, finishSingleSignOn, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { land } from '../land.server.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, runtime, request }) => {
  if (actor.sessionHash === null) throw redirect(staffPaths.signIn);
  // Behind a balancer the request's own address is an inner one; the provider knows the public one.
  const callback = new URL(`${runtime.origin}${staffPaths.singleSignOnBack}${new URL(request.url).search}`);
  const finished = await finishSingleSignOn(tx, runtime.config, actor.sessionHash, callback);
  if (!finished.ok) throw redirect(`${staffPaths.signIn}?failed=sso`);
  const { staffId, credentialId, returnTo } = finished.value;
  const session = await acceptStaff(tx, actor.sessionHash, staffId, credentialId, returnTo);
  throw await land(tx, runtime, session, staffId, returnTo);
});
