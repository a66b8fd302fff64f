/** Signing in by passkey: first the challenge, then the answer; a fetch of the sign-in page, not a page. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { data } from 'react-router';
import { acceptStaff, beginSession, guardStaff, passkeyOptions, verifyPasskey } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import { fail } from '#kernel/result';
import { hashToken } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { csrfToken, must } from '#platform/http.server';
import { land, sessionCookie } from '../land.server.ts';
import { passkeyResponse, passkeySite } from '../passkey-site.server.ts';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.start' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async ({ actor, tx, runtime, info, form, request, touched }) => {
  const site = await passkeySite(tx, runtime, info);
  if (form.get('intent') === 'options') {
    const session = await beginSession(tx, safeReturn(String(form.get('return') ?? '/')));
    const hash = hashToken(session.cookie);
    const options = await passkeyOptions(tx, site, hash);
    return data({ options, token: csrfToken(runtime, hash) }, { headers: sessionCookie(runtime, session) });
  }
  if (actor.sessionHash === null) return data({ message: 'もう一度お試しください。' }, { status: 422 });
  const response = passkeyResponse<AuthenticationResponseJSON>(form);
  const verified = await verifyPasskey(tx, site, actor.sessionHash, response);
  touched(
    'account',
    verified.ok ? [verified.value.staffId] : [],
    [],
    verified.ok ? 'sign-in.passkey' : 'sign-in.passkey.failed',
  );
  if (!verified.ok)
    return data({ message: sentenceOf(verified.error) }, { status: statusOf(verified.error) });
  const { staffId, credentialId, returnTo } = verified.value;
  const session = await acceptStaff(tx, actor.sessionHash, staffId, credentialId, returnTo);
  throw await land({ tx, runtime, request }, session, staffId, returnTo);
});
