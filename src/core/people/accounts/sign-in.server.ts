import { randomUUID } from 'node:crypto';
import type { ResidentActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import { constantTimeEqual, hashToken, type Keyring, randomToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { deletePortalSession, insertPortalSession, moveGrants } from '../sessions.sql.ts';
import { findAccountByChannel, insertAccount, joinDrafts } from './accounts.sql.ts';
import { consumeCode, takeAttempt } from './codes.sql.ts';
import { hashCode } from './request-code.server.ts';

export const attemptsPerCode = 5;

export interface SignedIn {
  accountId: string;
  /** For the cookie. */
  token: string;
  returnTo: string;
}

/**
 * Consumes the code this session asked for. Failures are values, so that the attempt counts. Afterwards the session has a
 * new id; drafts of the visitor join the account, but nothing of another account that was signed in here.
 */
export async function signIn(
  tx: Tx,
  keyring: Keyring,
  actor: ResidentActor,
  input: { code: string; language: string },
): Promise<Result<SignedIn>> {
  if (actor.sessionHash === null) return fail('gone');
  const row = await takeAttempt(tx, actor.sessionHash, attemptsPerCode);
  if (row === null) return fail('gone');
  const code = input.code.normalize('NFKC').replace(/[^0-9]/g, '');
  if (!constantTimeEqual(row.code_hash, hashCode(keyring, row.id, code))) {
    return row.attempts >= attemptsPerCode ? fail('gone') : fail('invalid');
  }
  if (!(await consumeCode(tx, row.id))) return fail('gone');
  const accountId = await accountFor(tx, row, input.language);
  const token = randomToken();
  const hash = hashToken(token);
  await insertPortalSession(tx, hash, accountId);
  if (actor.id === null) {
    await joinDrafts(tx, actor.sessionHash, accountId);
    await moveGrants(tx, actor.sessionHash, hash);
  }
  await deletePortalSession(tx, actor.sessionHash);
  return ok({ accountId, token, returnTo: row.return_to });
}

async function accountFor(
  tx: Tx,
  channel: { kind: string; address: string; address_key: string },
  language: string,
): Promise<string> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const known = await findAccountByChannel(tx, channel.kind, channel.address_key);
    if (known !== null) return known;
    const id = randomUUID();
    const made = await insertAccount(tx, {
      id,
      language,
      kind: channel.kind,
      address: channel.address,
      key: channel.address_key,
    });
    if (made) return id;
  }
  throw new Error('account neither found nor made');
}

/** A session for somebody who begins something without signing in. */
export async function beginVisit(tx: Tx): Promise<{ token: string; hash: string }> {
  const token = randomToken();
  const hash = hashToken(token);
  await insertPortalSession(tx, hash, null);
  return { token, hash };
}
