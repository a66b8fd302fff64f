/**
 * Secrets for paper. They are derived, not drawn: whoever repeats a lost answer (a double click, a killed server) is shown
 * the same secret again, and only its keyed hash is stored.
 */
import { formatSecret } from '#platform/crypto';
import type { Keyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { findSubmitKey } from './applications.sql.ts';

export const secretLength = 8;
/** The alphabet of platform/crypto: no look-alikes. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY';

/** Of a draft by its id, of an application by its submit key. */
export function paperSecret(keyring: Keyring, kind: 'draft' | 'application', id: string): string {
  const bytes = Buffer.from(keyring.hmac('paper-secret', `${kind}:${id}`), 'base64url');
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

/** The secret of an application the caller may see; for the receipt. */
export async function paperSecretOf(tx: Tx, keyring: Keyring, applicationId: string): Promise<string | null> {
  const key = await findSubmitKey(tx, applicationId);
  return key === null ? null : paperSecret(keyring, 'application', key);
}
