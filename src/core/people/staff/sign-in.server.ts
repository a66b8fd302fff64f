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
  advanceCounter,
  deleteStaffSession,
  insertCredential,
  insertStaffSession,
  selectCredentials,
  selectStaffByLogin,
  selectStaffSession,
  touchCredential,
} from './credentials.sql.ts';

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
  const stored = credentials.find((one) => one.kind === 'password')?.secret;
  // Verified even when there is none, so that time does not tell whether a login name exists.
  if (!(await verifyPassword(stored, input.password)) || staff === null) return fail('invalid', wrong);
  return ok(await nextStage(tx, input.oldHash, staff.id, 'second-factor', input.returnTo));
}

/** Second factor: a time step is accepted once. */
export async function checkTotp(
  tx: Tx,
  keyring: Keyring,
  input: { sessionHash: string; code: string; municipality: string; now: number },
): Promise<Result<NewSession>> {
  const session = await selectStaffSession(tx, input.sessionHash);
  if (session?.staff_id == null || session.stage !== 'second-factor') return fail('unauthenticated');
  if (!(await hit(tx, keyring.hmac('limit:staff-totp', session.staff_id), 10, quarter)))
    return fail('tooMany');
  const credential = (await selectCredentials(tx, session.staff_id)).find((one) => one.kind === 'totp');
  if (credential === undefined) return fail('invalid', wrong);
  const vault = await sealsOf({ tx, keyring, municipality: input.municipality }, 'staff')();
  const seed = vault.open(credential.secret, credentialPlace(credential.id));
  const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(seed) });
  const token = input.code.normalize('NFKC').replace(/\D/g, '');
  const delta = totp.validate({ token, timestamp: input.now, window: 1 });
  if (delta === null) return fail('invalid', wrong);
  if (!(await advanceCounter(tx, credential.id, Math.floor(input.now / 30_000) + delta)))
    return fail('invalid', wrong);
  return ok(await nextStage(tx, input.sessionHash, session.staff_id, 'post', session.return_to ?? '/'));
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

async function nextStage(
  tx: Tx,
  oldHash: string | null,
  staffId: string,
  stage: 'second-factor' | 'post',
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
