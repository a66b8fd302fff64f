/**
 * What one signs in with in the demo: the same password for everybody and a TOTP seed per login name that follows from
 * the keyring, so that the seeding and the sign-in page agree without keeping the seed in clear anywhere.
 */
import * as OTPAuth from 'otpauth';
import type { Keyring } from '#platform/crypto.server';

export const demoPassword = 'akatsuki-demo';

/** Base32, 160 bits. */
export function demoTotpSeed(keyring: Keyring, municipality: string, login: string): string {
  const bytes = keyring.derive(`demo-totp:${municipality}:${login}`, 20);
  return new OTPAuth.Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}
