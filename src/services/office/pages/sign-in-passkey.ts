/** Signing in by passkey: first the challenge, then the answer; a fetch of the sign-in page, not a page. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { data, redirect } from 'react-router';
import { acceptStaff, beginSession, guardStaff, passkeyOptions, verifyPasskey } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import { hashToken } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { csrfToken, must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { land, sessionCookie } from '../land.server.ts';
import { passkeyResponse, passkeySite } from '../passkey-site.server.ts';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async ({ actor, tx, runtime, info, form, request, touched }) => {
  const site = await passkeySite(tx, runtime, info);
  const returnTo = safeReturn(String(form.get('return') ?? '/'));
  if (form.get('intent') === 'options') {
    const session = await beginSession(tx, returnTo);
    const hash = hashToken(session.cookie);
    const options = await passkeyOptions(tx, site, hash);
    return data({ options, token: csrfToken(runtime, hash) }, { headers: sessionCookie(runtime, session) });
  }
  if (actor.sessionHash === null) throw refused(returnTo);
  const response = passkeyResponse<AuthenticationResponseJSON>(form);
  const verified = await verifyPasskey(tx, site, actor.sessionHash, response);
  touched(
    'account',
    verified.ok ? [verified.value.staffId] : [],
    [],
    verified.ok ? 'sign-in.passkey' : 'sign-in.passkey.failed',
  );
  if (!verified.ok) throw refused(returnTo);
  const { staffId, credentialId, returnTo: wanted } = verified.value;
  const session = await acceptStaff(tx, actor.sessionHash, staffId, credentialId, wanted);
  throw await land({ tx, runtime, request }, session, staffId, wanted);
});

/** Back to the page of signing in, which says that it was not accepted; why stays here. */
const refused = (returnTo: string) =>
  redirect(href(staffPaths.signIn, undefined, { failed: 'passkey', return: returnTo }), { status: 303 });
