/** The two things a person proves here, without a provider: the password they know and the authenticator they have. */
import * as OTPAuth from 'otpauth';
import { credentialPlace } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import { type Keyring, sealsOf, verifyPassword } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';
import { advanceCounter, type CredentialRow, selectCredentials } from './credentials.sql.ts';

const quarter = 15 * 60;

/** The password that still opens; a first one only until its end. */
export function passwordAmong(credentials: CredentialRow[]): CredentialRow | undefined {
  return credentials.find(
    (one) => one.kind === 'password' && (one.ends_at === null || one.ends_at.getTime() > Date.now()),
  );
}

/** Of somebody already known, so counted by person: 10 tries in a quarter of an hour. */
export async function isPasswordOf(
  tx: Tx,
  keyring: Keyring,
  staffId: string,
  password: string,
): Promise<Result<boolean>> {
  if (!(await hit(tx, keyring.hmac('limit:staff-confirm', staffId), 10, quarter))) return fail('tooMany');
  const stored = passwordAmong(await selectCredentials(tx, staffId));
  return ok(await verifyPassword(stored?.secret, password));
}

/** A time step is accepted once, one step early or late. */
export async function isCodeOf(
  tx: Tx,
  keyring: Keyring,
  input: { staffId: string; code: string; municipality: string; now: number },
): Promise<Result<boolean>> {
  if (!(await hit(tx, keyring.hmac('limit:staff-totp', input.staffId), 10, quarter))) return fail('tooMany');
  const credential = (await selectCredentials(tx, input.staffId)).find((one) => one.kind === 'totp');
  if (credential === undefined) return ok(false);
  const vault = await sealsOf({ tx, keyring, municipality: input.municipality }, 'staff')();
  const seed = vault.open(credential.secret, credentialPlace(credential.id));
  const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(seed) });
  const token = input.code.normalize('NFKC').replace(/\D/g, '');
  const delta = totp.validate({ token, timestamp: input.now, window: 1 });
  if (delta === null) return ok(false);
  return ok(await advanceCounter(tx, credential.id, Math.floor(input.now / 30_000) + delta));
}
