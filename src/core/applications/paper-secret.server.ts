/**
 * Secrets for paper. They are derived, not drawn: whoever repeats a lost answer (a double click, a killed server) is shown
 * the same secret again, and only a keyed and slow hash of it is stored.
 */
import { formatSecret } from '#platform/crypto';
import { checkShort, hashShort, type Keyring, keyOfShort } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { findPaper } from './secrets.sql.ts';

export const secretLength = 8;
/** The alphabet of platform/crypto: no look-alikes. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY';

/** Of a draft, and of the application that becomes of it: who wrote the word down need not write down another. */
export function paperSecret(keyring: Keyring, draftId: string): string {
  return secretFrom(keyring.hmac('paper-secret', `draft:${draftId}`));
}

/** The word that a keyed digest stands for. */
export function secretFrom(digest: string): string {
  const bytes = Buffer.from(digest, 'base64url');
  // Two bytes for each character, so that the remainder favours none noticeably.
  const body = Array.from(
    { length: secretLength },
    (_, at) => alphabet[bytes.readUInt16BE(at * 2) % alphabet.length],
  );
  return formatSecret(body.join(''));
}

const kept = 'paper-secret-hash';

/** What is kept of it: slow to guess, for whoever has the table. */
export function hashSecret(keyring: Keyring, secret: string): Promise<string> {
  return hashShort(keyring, kept, secret);
}

/** Whether this is the secret that was printed, under the house's secret of today or one before it. */
export function checkSecret(
  keyring: Keyring,
  secret: string,
  hash: string | undefined,
): Promise<{ right: boolean; outdated: boolean }> {
  return checkShort(keyring, kept, secret, hash);
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
  const candidates = row.made.map((one) => keyring.hmacs('paper-secret', one).map(secretFrom));
  const known = candidates.length === 1 ? candidates[0]?.[keyOfShort(keyring, kept, row.hash)] : undefined;
  if (known !== undefined) return known;
  for (const secret of candidates.flat())
    if ((await checkSecret(keyring, secret, row.hash)).right) return secret;
  return null;
}
