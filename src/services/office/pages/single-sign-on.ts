/** Leads to the identity provider. A link, not a form: `form-action 'self'` stops forms that end elsewhere. */
import { redirect } from 'react-router';
import { beginSession, guardStaff, startSingleSignOn } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { hashToken } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { sessionCookie } from '../land.server.ts';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, runtime, request }) => {
  const asked = new URL(request.url).searchParams;
  const back = `${runtime.origin}${staffPaths.singleSignOnBack}`;
  // Somebody signed in proves again who they are: in their session, and freshly at the provider.
  if (asked.has('confirm') && actor.stage === 'full') {
    const again = { returnTo: safeReturn(asked.get('return')) };
    throw redirect(must(await startSingleSignOn(tx, runtime.config, actor.sessionHash!, back, again)));
  }
  const session = await beginSession(tx, safeReturn(asked.get('return')));
  const to = must(await startSingleSignOn(tx, runtime.config, hashToken(session.cookie), back));
  throw redirect(to, { headers: sessionCookie(runtime, session) });
});
