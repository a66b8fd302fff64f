/**
 * What is kept of a secret that is short enough to be guessed by a machine: one-time codes, the secret word on paper.
 * Keyed first (without the house's secret the table says nothing), then Argon2id with a salt of its own (with it, each
 * guess costs as much as at a password). Stored as `<which secret of the house>.<Argon2id>`.
 *
 * Rows of before are the keyed digest alone. They still open, and whoever opens one is told to keep it anew.
 */
import { hash, verify } from '@node-rs/argon2';
import { constantTimeEqual } from './digest.server.ts';
import type { Keyring } from './keyring.server.ts';
import { slowly } from './password.server.ts';

/** Names the key and tells nothing about it: rows outlive a change of the house's secret. */
const marksOf = (keyring: Keyring, purpose: string) =>
  keyring.hmacs('short-secret-mark', purpose).map((mark) => mark.slice(0, 6));

/** For `checkShort`. About 20 ms of a thread beside the event loop. */
export async function hashShort(keyring: Keyring, purpose: string, secret: string): Promise<string> {
  const [mark = ''] = marksOf(keyring, purpose);
  return `${mark}.${await hash(keyring.hmac(purpose, secret), slowly)}`;
}

let decoy: Promise<string> | undefined;

/**
 * Whether this is the secret, and whether its row should be written anew. Without a row the same work is done and the
 * answer is no: time does not tell which numbers exist.
 */
export async function checkShort(
  keyring: Keyring,
  purpose: string,
  secret: string,
  stored: string | undefined,
): Promise<{ right: boolean; outdated: boolean }> {
  decoy ??= hash('decoy', slowly);
  const digests = keyring.hmacs(purpose, secret);
  const [mark = '', ...rest] = (stored ?? '').split('.');
  const at = marksOf(keyring, purpose).indexOf(mark);
  const slow = at >= 0 && rest.length > 0 ? rest.join('.') : null;
  const opened = await verify(slow ?? (await decoy), digests[Math.max(at, 0)] ?? '').catch(() => false);
  if (slow !== null) return { right: opened, outdated: at > 0 };
  // All are compared: time does not tell which one it was.
  const right = digests.map((digest) => constantTimeEqual(stored ?? '', digest)).includes(true);
  return { right, outdated: right };
}

/** Which secret of the house a row was made with, 0 the current one; -1 when its row does not say or the secret is gone. */
export function keyOfShort(keyring: Keyring, purpose: string, stored: string): number {
  return marksOf(keyring, purpose).indexOf(stored.split('.')[0] ?? '');
}
