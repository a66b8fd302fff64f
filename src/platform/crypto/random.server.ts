import { randomBytes, randomInt } from 'node:crypto';
import { ALPHABET, formatSecret } from './secret-text.ts';

/** Unguessable token for links and cookies, URL-safe. 32 bytes unless told. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Decimal digits without bias (one-time codes). Leading zeros count. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/**
 * A secret or number for paper: `length` random characters of an alphabet without lookalikes (4.5 bits each) and a
 * check character, in groups: `randomSecret(8)` is `7K3M-QX9A-C`. Compare by `hashToken(parseSecret(typed, 8))`.
 */
export function randomSecret(length = 12): string {
  return formatSecret(Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''));
}
