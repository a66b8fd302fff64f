import { fail, ok, type Result } from '#kernel/result';
import { parseSecret } from '#platform/crypto';
import type { Keyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { parseNumber } from './numbers.ts';
import { checkSecret, hashSecret, secretLength } from './paper-secret.server.ts';
import { countFailure, findByNumber, forgetFailures, renewHash, secondsLocked } from './secrets.sql.ts';

/**
 * Finds a draft or an application by number and secret; `grantTo` then opens it for a session. Every failure (no such number, wrong secret, too
 * many tries) is the same value after the same work; returned, not thrown, so that the attempt stays counted.
 */
export async function resume(
  tx: Tx,
  keyring: Keyring,
  typed: { number: string; secret: string },
): Promise<Result<{ kind: 'draft' | 'application'; id: string }>> {
  const number = parseNumber(typed.number) ?? typed.number.normalize('NFKC').slice(0, 40);
  const secret = parseSecret(typed.secret, secretLength) ?? '';
  const key = keyring.hmac('rate-limit', `secret:${number}`);
  const locked = (await secondsLocked(tx, key)) > 0;
  const found = await findByNumber(tx, number);
  const check = await checkSecret(keyring, secret, found?.secretHash);
  if (locked || found === null || !check.right) {
    if (!locked) await countFailure(tx, key);
    return fail('invalid');
  }
  await forgetFailures(tx, key);
  if (check.outdated) await renewHash(tx, number, found.secretHash, await hashSecret(keyring, secret));
  return ok({ kind: found.kind, id: found.id });
}
