/**
 * Sign-in of staff: password then TOTP, or a passkey alone (it proves possession and a local unlock at once),
 * or single sign-on. The answer to a wrong login name, a wrong password and a wrong code is the same.
 */
import { randomUUID } from 'node:crypto';
import * as OTPAuth from 'otpauth';
import { credentialPlace } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import {
  hashToken,
  type Keyring,
  randomToken,
  type SealScene,
  sealsOf,
  verifyPassword,
} from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';
import {
  deleteStaffSession,
  insertCredential,
  insertStaffSession,
  selectCredentials,
  selectStaffByLogin,
  selectStaffSession,
  touchCredential,
} from './credentials.sql.ts';
import { isCodeOf, passwordAmong } from './local-proofs.server.ts';

const wrong = 'ログイン名、パスワード、確認コードのどれかが違います。';
const quarter = 15 * 60;

export interface NewSession {
  /** Value of the new cookie. */
  cookie: string;
}

/** A session that knows nobody yet, to hold a challenge and where to return. */
export async function beginSession(tx: Tx, returnTo: string, challenge?: string): Promise<NewSession> {
  const cookie = randomToken();
  await insertStaffSession(tx, {
    hash: hashToken(cookie),
    staffId: null,
    stage: 'start',
    challenge,
    returnTo,
  });
  return { cookie };
}

/** First factor. Locks a login name for a while after 10 tries, and a network after 60. */
export async function checkPassword(
  tx: Tx,
  keyring: Keyring,
  input: { login: string; password: string; network: string; returnTo: string; oldHash: string | null },
): Promise<Result<NewSession>> {
  const byLogin = await hit(tx, keyring.hmac('limit:staff-login', input.login), 10, quarter);
  const byNetwork = await hit(tx, keyring.hmac('limit:staff-network', input.network), 60, quarter);
  if (!byLogin || !byNetwork) return fail('tooMany');
  const staff = await selectStaffByLogin(tx, input.login);
  const credentials = staff === null ? [] : await selectCredentials(tx, staff.id);
  const stored = passwordAmong(credentials)?.secret;
  // Verified even when there is none, so that time does not tell whether a login name exists.
  if (!(await verifyPassword(stored, input.password)) || staff === null) return fail('invalid', wrong);
  return ok(await nextStage(tx, input.oldHash, staff.id, 'second-factor', input.returnTo));
}

/** Second factor: a time step is accepted once. A first password leads to the making of one's own. */
export async function checkTotp(
  tx: Tx,
  keyring: Keyring,
  input: { sessionHash: string; code: string; municipality: string; now: number },
): Promise<Result<NewSession>> {
  const session = await selectStaffSession(tx, input.sessionHash);
  if (session?.staff_id == null || session.stage !== 'second-factor') return fail('unauthenticated');
  const right = await isCodeOf(tx, keyring, { ...input, staffId: session.staff_id });
  if (!right.ok) return right;
  if (!right.value) return fail('invalid', wrong);
  const next = session.first_password ? 'new-password' : 'post';
  return ok(await nextStage(tx, input.sessionHash, session.staff_id, next, session.return_to ?? '/'));
}

/** After a passkey or single sign-on was verified. */
export async function acceptStaff(
  tx: Tx,
  oldHash: string | null,
  staffId: string,
  credentialId: string,
  returnTo: string,
): Promise<NewSession> {
  await touchCredential(tx, credentialId);
  return nextStage(tx, oldHash, staffId, 'post', returnTo);
}

/** The session goes on under a new cookie (session fixation). */
export async function nextStage(
  tx: Tx,
  oldHash: string | null,
  staffId: string,
  stage: 'second-factor' | 'new-password' | 'post',
  returnTo: string,
): Promise<NewSession> {
  if (oldHash !== null) await deleteStaffSession(tx, oldHash);
  const cookie = randomToken();
  await insertStaffSession(tx, { hash: hashToken(cookie), staffId, stage, returnTo });
  return { cookie };
}

/** Adds an authenticator app; its seed is sealed for this row. */
export async function addTotp(scene: SealScene, staffId: string, seed: string): Promise<void> {
  const id = randomUUID();
  const vault = await sealsOf(scene, 'staff')();
  const secret = vault.seal(seed, credentialPlace(id));
  await insertCredential(scene.tx, { id, staffId, kind: 'totp', secret });
}

/** The code a demo visitor types; the demo's sign-in page shows it. */
export function currentTotp(seed: string, now: number): string {
  return new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(seed) }).generate({ timestamp: now });
}
