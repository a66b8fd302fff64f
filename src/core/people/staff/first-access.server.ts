/** Access that an operator hands to somebody: a first password, which opens for a week and only to make one's own. */
import { randomUUID } from 'node:crypto';
import * as OTPAuth from 'otpauth';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { hashPassword, type SealScene } from '#platform/crypto.server';
import {
  deleteCredentialsOf,
  endSessionsOf,
  insertCredential,
  selectCredentials,
  selectStaffByLogin,
} from './credentials.sql.ts';
import { makePassword } from './new-password.server.ts';
import { addTotp } from './sign-in.server.ts';

const firstPasswordDays = 7;

/**
 * Replaces password and authenticator; every session of this person ends. `passwordOnly` is for a forgotten password: the
 * authenticator stays and is asked for as before, so an operator alone cannot sign in as somebody. `gone` without one.
 * `checked` says by what the operator saw that it is this person (職員証); it stands in the audit, and nothing goes without it.
 */
export async function giveFirstAccess(
  scene: SealScene,
  login: string,
  { passwordOnly, checked }: { passwordOnly: boolean; checked: string },
): Promise<Result<{ password: string; seed: string | null }>> {
  const { tx } = scene;
  if (checked.trim() === '') return fail('invalid');
  const staff = await selectStaffByLogin(tx, login);
  if (staff === null) return fail('notFound');
  const hasTotp = (await selectCredentials(tx, staff.id)).some((one) => one.kind === 'totp');
  if (passwordOnly && !hasTotp) return fail('gone');
  await deleteCredentialsOf(tx, staff.id, passwordOnly ? ['password'] : ['password', 'totp']);
  await endSessionsOf(tx, staff.id);
  await insertAudit(tx, {
    zone: 'admin',
    actorKind: 'operator',
    actorId: null,
    postId: null,
    act: passwordOnly ? 'staff.newPassword' : 'staff.access',
    noun: 'staff',
    ids: [staff.id],
    fieldClasses: [],
    purpose: checked.trim().slice(0, 200),
    requestId: null,
  });
  const password = makePassword();
  await insertCredential(tx, {
    id: randomUUID(),
    staffId: staff.id,
    kind: 'password',
    secret: await hashPassword(password),
    endsInDays: firstPasswordDays,
  });
  if (passwordOnly) return ok({ password, seed: null });
  const seed = new OTPAuth.Secret({ size: 20 }).base32;
  await addTotp(scene, staff.id, seed);
  return ok({ password, seed });
}
