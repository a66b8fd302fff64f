/**
 * Secrets for paper. They are derived, not drawn: whoever repeats a lost answer (a double click, a killed server) is shown
 * the same secret again, and only its keyed hash is stored.
 */
import { formatSecret } from '#platform/crypto';
import { constantTimeEqual, type Keyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { findPaper } from './secrets.sql.ts';

export const secretLength = 8;
/** The alphabet of platform/crypto: no look-alikes. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY';

/** Of a draft by its id, of an application by its submit key. */
export function paperSecret(keyring: Keyring, kind: 'draft' | 'application', id: string): string {
  return secretFrom(keyring.hmac('paper-secret', `${kind}:${id}`));
}

function secretFrom(digest: string): string {
  const bytes = Buffer.from(digest, 'base64url');
  // Two bytes for each character, so that the remainder favours none noticeably.
  const body = Array.from(
    { length: secretLength },
    (_, at) => alphabet[bytes.readUInt16BE(at * 2) % alphabet.length],
  );
  return formatSecret(body.join(''));
}

export function hashSecret(keyring: Keyring, secret: string): string {
  return keyring.hmac('paper-secret-hash', secret);
}

/** Whether this is the secret that was printed, under the house's secret of today or one before it. */
export function isPaperSecret(keyring: Keyring, secret: string, hash: string): boolean {
  // All are compared: time does not tell which one it was.
  return keyring
    .hmacs('paper-secret-hash', secret)
    .map((candidate) => constantTimeEqual(hash, candidate))
    .includes(true);
}

/** The secret of a draft or an application the caller may see, as it was printed; null when it can be told no more. */
export async function paperSecretOf(
  tx: Tx,
  keyring: Keyring,
  kind: 'draft' | 'application',
  id: string,
): Promise<string | null> {
  const row = await findPaper(tx, kind, id);
  if (row === null) return null;
  const candidates = keyring.hmacs('paper-secret', `${kind}:${row.key}`).map(secretFrom);
  return candidates.find((secret) => isPaperSecret(keyring, secret, row.hash)) ?? null;
}
