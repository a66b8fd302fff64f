/** Where the identity provider sends people back to. */
import { redirect } from 'react-router';
import { acceptStaff, confirmAs, finishSingleSignOn, guardStaff } from '#core/people.server';
import type { StaffActor, StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import type { Scene } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { land, sessionCookie } from '../land.server.ts';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { actor, tx, runtime, request, touched } = scene;
  if (actor.sessionHash === null) throw redirect(staffPaths.signIn);
  // Behind a balancer the request's own address is an inner one; the provider knows the public one.
  const callback = new URL(`${runtime.origin}${staffPaths.singleSignOnBack}${new URL(request.url).search}`);
  const finished = await finishSingleSignOn(tx, runtime.config, actor.sessionHash, callback);
  if (actor.stage === 'full') throw await confirm(scene, finished);
  touched(
    'account',
    finished.ok ? [finished.value.staffId] : [],
    [],
    finished.ok ? 'sign-in.single-sign-on' : 'sign-in.single-sign-on.failed',
  );
  if (!finished.ok) throw redirect(`${staffPaths.signIn}?failed=sso`);
  const { staffId, credentialId, returnTo } = finished.value;
  const session = await acceptStaff(tx, actor.sessionHash, staffId, credentialId, returnTo);
  throw await land({ tx, runtime, request }, session, staffId, returnTo);
});

/** Somebody signed in was asked at the provider who they are: the session goes on, known to be theirs. */
async function confirm(
  { actor, tx, runtime, touched }: Scene<StaffActor>,
  finished: Awaited<ReturnType<typeof finishSingleSignOn>>,
): Promise<Response> {
  const confirmed = finished.ok
    ? await confirmAs(tx, actor.sessionHash ?? '', finished.value.staffId)
    : finished;
  touched('account', [actor.id!], [], confirmed.ok ? 'account.confirm' : 'account.confirm.failed');
  if (!confirmed.ok) return redirect(`${staffPaths.accountConfirm}?failed=sso`);
  const to = safeReturn(finished.ok ? finished.value.returnTo : '/');
  return redirect(to, { headers: sessionCookie(runtime, confirmed.value) });
}
