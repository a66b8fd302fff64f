/** Passkeys (WebAuthn Level 2) of staff. The challenge lives in the session row, never in a cookie. */
import { randomUUID } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import {
  advanceCounter,
  insertCredential,
  selectByPublicId,
  selectCredentials,
  selectStaffSession,
  setChallenge,
} from './credentials.sql.ts';

export interface Site {
  /** Public origin of the staff side. */
  origin: string;
  name: string;
}
const rpIdOf = (site: Site) => new URL(site.origin).hostname;

export async function passkeyOptions(tx: Tx, site: Site, sessionHash: string) {
  const options = await generateAuthenticationOptions({ rpID: rpIdOf(site), userVerification: 'required' });
  await setChallenge(tx, sessionHash, options.challenge);
  return options;
}

/** Whose passkey it was. The challenge is used up whether or not it verifies. */
export async function verifyPasskey(
  tx: Tx,
  site: Site,
  sessionHash: string,
  response: AuthenticationResponseJSON,
): Promise<Result<{ staffId: string; credentialId: string; returnTo: string }>> {
  const session = await selectStaffSession(tx, sessionHash);
  await setChallenge(tx, sessionHash, null);
  const credential = await selectByPublicId(tx, 'passkey', response.id);
  if (session?.challenge == null || credential === null)
    return fail('invalid', 'このパスキーではサインインできません。');
  const key = JSON.parse(credential.secret) as { publicKey: string; transports: [] };
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: session.challenge,
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    requireUserVerification: true,
    credential: {
      id: credential.public_id!,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: Number(credential.counter),
      transports: key.transports,
    },
  }).catch(() => null);
  if (verified === null || !verified.verified)
    return fail('invalid', 'このパスキーではサインインできません。');
  const counter = verified.authenticationInfo.newCounter;
  // Synced passkeys always say 0; others must rise, else the key was copied.
  if (counter > 0 && !(await advanceCounter(tx, credential.id, counter)))
    return fail('invalid', 'このパスキーではサインインできません。');
  return ok({
    staffId: credential.staff_id,
    credentialId: credential.id,
    returnTo: session.return_to ?? '/',
  });
}

export async function registrationOptions(
  tx: Tx,
  site: Site,
  sessionHash: string,
  staff: { id: string; login: string; name: string },
) {
  const known = (await selectCredentials(tx, staff.id)).filter((one) => one.kind === 'passkey');
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: rpIdOf(site),
    userName: staff.login,
    userDisplayName: staff.name,
    userID: new TextEncoder().encode(staff.id),
    attestationType: 'none',
    excludeCredentials: known.map((one) => ({ id: one.public_id! })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await setChallenge(tx, sessionHash, options.challenge);
  return options;
}

export async function registerPasskey(
  tx: Tx,
  site: Site,
  sessionHash: string,
  staffId: string,
  response: RegistrationResponseJSON,
  label: string,
): Promise<Result<unknown>> {
  const session = await selectStaffSession(tx, sessionHash);
  await setChallenge(tx, sessionHash, null);
  if (session?.challenge == null) return fail('invalid', 'もう一度お試しください。');
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: session.challenge,
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    requireUserVerification: true,
  }).catch(() => null);
  if (verified === null || !verified.verified) return fail('invalid', 'パスキーを登録できませんでした。');
  const { credential } = verified.registrationInfo;
  await insertCredential(tx, {
    id: randomUUID(),
    staffId,
    kind: 'passkey',
    secret: JSON.stringify({
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      transports: credential.transports ?? [],
    }),
    publicId: credential.id,
    counter: credential.counter,
    label: label.trim().slice(0, 60) || 'パスキー',
  });
  return ok();
}
