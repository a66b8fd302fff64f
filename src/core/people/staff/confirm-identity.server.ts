/**
 * Who wants to change their ways to sign in, or end sessions, proves again who they are, with everything a sign-in asks
 * for: somebody at an unlocked machine must not be able to make a key of their own. It holds for five minutes, in this
 * session only, and gives the session a new cookie, as a sign-in does.
 */
import { fail, ok, type Result } from '#kernel/result';
import { hashToken, type Keyring, randomToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { renewStaffSession, selectStaffSession, wasConfirmed } from './credentials.sql.ts';
import { isCodeOf, isPasswordOf } from './local-proofs.server.ts';
import type { NewSession } from './sign-in.server.ts';

export interface LocalProof {
  sessionHash: string;
  password: string;
  code: string;
  municipality: string;
  now: number;
}

/** By password and authenticator together; the answer says not which of them was wrong. */
export async function confirmLocally(
  tx: Tx,
  keyring: Keyring,
  proof: LocalProof,
): Promise<Result<NewSession>> {
  const session = await selectStaffSession(tx, proof.sessionHash);
  if (session?.staff_id == null) return fail('unauthenticated');
  const staffId = session.staff_id;
  const password = await isPasswordOf(tx, keyring, staffId, proof.password);
  if (!password.ok) return password;
  const code = await isCodeOf(tx, keyring, { ...proof, staffId });
  if (!code.ok) return code;
  if (!password.value || !code.value) return fail('invalid', 'パスワードか確認コードが違います。');
  return ok(await confirmed(tx, proof.sessionHash));
}

/** After a passkey or the provider has said who it is; somebody else proves nothing for this session. */
export async function confirmAs(tx: Tx, sessionHash: string, staffId: string): Promise<Result<NewSession>> {
  const session = await selectStaffSession(tx, sessionHash);
  if (session?.staff_id == null) return fail('unauthenticated');
  if (session.staff_id !== staffId) return fail('invalid', 'サインインしている人と違います。');
  return ok(await confirmed(tx, sessionHash));
}

/** Whether this session has been confirmed in the last five minutes. */
export const isConfirmed = (tx: Tx, sessionHash: string): Promise<boolean> => wasConfirmed(tx, sessionHash);

async function confirmed(tx: Tx, oldHash: string): Promise<NewSession> {
  const cookie = randomToken();
  await renewStaffSession(tx, oldHash, hashToken(cookie));
  return { cookie };
}
