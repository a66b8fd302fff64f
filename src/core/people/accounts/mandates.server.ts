import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';
import type { ChannelAddress } from './address.ts';
import { acceptMandateRow, endMandateRow, insertMandate } from './mandates.sql.ts';
import { limitKey } from './request-code.server.ts';

export interface MandateRequest {
  accountId: string;
  name: string;
  mail: ChannelAddress;
  /** None means all. */
  procedures: string[];
  /** Last day, `YYYY-MM-DD`. */
  validTo: string;
  letter: { subject: string; text: string };
}

/** Asks somebody by mail to act for this account; nothing holds until they accept. */
export async function giveMandate(
  tx: Tx,
  keyring: Keyring,
  request: MandateRequest,
): Promise<Result<{ id: string }>> {
  if (!(await hit(tx, limitKey(keyring, `mandate:${request.accountId}`), 10, 3600))) return fail('tooMany');
  const id = randomUUID();
  await insertMandate(tx, {
    id,
    accountId: request.accountId,
    name: request.name,
    mailKey: request.mail.key,
    procedures: request.procedures,
    validTo: request.validTo,
  });
  await post(tx, 'mail.send', { to: request.mail.address, ...request.letter });
  return ok({ id });
}

export async function acceptMandate(tx: Tx, accountId: string, id: string): Promise<Result<undefined>> {
  return (await acceptMandateRow(tx, id, accountId)) ? ok() : fail('notFound');
}

export async function endMandate(tx: Tx, accountId: string, id: string): Promise<Result<undefined>> {
  return (await endMandateRow(tx, id, accountId)) ? ok() : fail('notFound');
}
