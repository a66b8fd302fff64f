/**
 * A new password for oneself. It is made here, never chosen: no list of common words has to be kept, and none can be
 * guessed from its owner. Shown once; the owner writes it into a password manager and types it once to go on.
 */
import { fail, ok, type Result } from '#kernel/result';
import { hashPassword, type Keyring, randomSecret } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { endStaffSessions } from '../own-sessions.sql.ts';
import { replacePassword, selectStaffSession } from './credentials.sql.ts';
import { isPasswordOf } from './local-proofs.server.ts';
import { type NewSession, nextStage } from './sign-in.server.ts';

/** 16 characters of an alphabet without look-alikes, 72 bits. */
const passwordLength = 16;

export const makePassword = (): string => randomSecret(passwordLength);

/** Takes the place of the present one, which has to be known; every other session of this person ends. */
export async function changePassword(
  tx: Tx,
  keyring: Keyring,
  input: { staffId: string; sessionHash: string; present: string },
): Promise<Result<{ password: string }>> {
  const right = await isPasswordOf(tx, keyring, input.staffId, input.present);
  if (!right.ok) return right;
  if (!right.value) return fail('invalid', 'いまのパスワードが違います。');
  const password = makePassword();
  await replacePassword(tx, input.staffId, await hashPassword(password));
  await endStaffSessions(tx, input.staffId, { butHash: input.sessionHash });
  return ok({ password });
}

/** In the stage after a first password, which was typed just now: as often as wanted, until one is typed. */
export async function replaceFirstPassword(
  tx: Tx,
  sessionHash: string,
): Promise<Result<{ password: string }>> {
  const session = await selectStaffSession(tx, sessionHash);
  if (session?.staff_id == null || session.stage !== 'new-password') return fail('unauthenticated');
  const password = makePassword();
  await replacePassword(tx, session.staff_id, await hashPassword(password));
  await endStaffSessions(tx, session.staff_id, { butHash: sessionHash });
  return ok({ password });
}

/** In the stage after a first password: the new one was shown and is typed, so it is known, and the sign-in goes on. */
export async function acceptNewPassword(
  tx: Tx,
  keyring: Keyring,
  sessionHash: string,
  typed: string,
): Promise<Result<{ staffId: string; returnTo: string; session: NewSession }>> {
  const session = await selectStaffSession(tx, sessionHash);
  if (session?.staff_id == null || session.stage !== 'new-password') return fail('unauthenticated');
  const right = await isPasswordOf(tx, keyring, session.staff_id, typed);
  if (!right.ok) return right;
  if (!right.value || session.first_password)
    return fail('invalid', '新しいパスワードと違います。表示されたとおりに入れてください。');
  const staffId = session.staff_id;
  const returnTo = session.return_to ?? '/';
  return ok({ staffId, returnTo, session: await nextStage(tx, sessionHash, staffId, 'post', returnTo) });
}
