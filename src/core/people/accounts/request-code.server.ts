import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { fail, ok, type Result } from '#kernel/result';
import { checkShort, hashShort, type Keyring, randomDigits } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';
import type { ChannelAddress } from './address.ts';
import { deleteOldCodes, insertCode } from './codes.sql.ts';

export interface CodeRequest {
  channel: ChannelAddress;
  sessionHash: string;
  /** The requester's network address; hashed here, kept nowhere. */
  network: string;
  returnTo: string;
  /** Writes the message from the code. */
  write(code: string): { subject: string; text: string };
}

const minutes15 = 15 * 60;

/**
 * Sends a fresh code to an address; the same answer whether or not an account has it. Refuses, as a value so
 * that the counters stay, after 5 codes to an address or 40 from a network in a quarter of an hour.
 */
export async function requestCode(
  tx: Tx,
  keyring: Keyring,
  request: CodeRequest,
): Promise<Result<{ codeId: string }>> {
  const { channel } = request;
  const forAddress = await hit(
    tx,
    limitKey(keyring, `code-address:${channel.kind}:${channel.key}`),
    5,
    minutes15,
  );
  const forNetwork = await hit(tx, limitKey(keyring, `code-network:${request.network}`), 40, minutes15);
  if (!forAddress || !forNetwork) return fail('tooMany');
  await deleteOldCodes(tx);
  const id = randomUUID();
  const code = randomDigits(6);
  await insertCode(tx, {
    id,
    kind: channel.kind,
    address: channel.address,
    key: channel.key,
    codeHash: await hashCode(keyring, id, code),
    sessionHash: request.sessionHash,
    returnTo: request.returnTo,
  });
  const { subject, text } = request.write(code);
  if (channel.kind === 'mail')
    await post(tx, 'mail.send', { to: channel.address, subject, text, codeId: id });
  else await post(tx, 'sms.send', { to: channel.address, text, codeId: id });
  return ok({ codeId: id });
}

const kept = 'login-code';

/** Codes are few, so the hash is keyed, bound to its row, and slow. */
function hashCode(keyring: Keyring, id: string, code: string): Promise<string> {
  return hashShort(keyring, kept, `${id}:${code}`);
}

export async function isCode(keyring: Keyring, row: { id: string; code_hash: string }, code: string) {
  return (await checkShort(keyring, kept, `${row.id}:${code}`, row.code_hash)).right;
}

/** Keys of counters say nothing about whom they count. */
export function limitKey(keyring: Keyring, what: string): string {
  return keyring.hmac('rate-limit', what);
}
