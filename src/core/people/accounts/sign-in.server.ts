import { randomUUID } from 'node:crypto';
import type { ResidentActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import { hashToken, type Keyring, randomToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { countGrants, deletePortalSession, insertPortalSession, moveGrants } from '../sessions.sql.ts';
import { findAccountByChannel, insertAccount, joinDrafts } from './accounts.sql.ts';
import { consumeCode, takeAttempt } from './codes.sql.ts';
import { isCode } from './request-code.server.ts';

export const attemptsPerCode = 5;

export interface SignedIn {
  accountId: string;
  /** For the cookie. */
  token: string;
  returnTo: string;
}

/**
 * Consumes the code this session asked for. Failures are values, so that the attempt counts. Afterwards the session has a
 * new id. The draft that led to signing in joins the account; whatever else was begun in this browser only when the person
 * says that it is theirs: on a shared terminal it may be of whoever stood here before. Nothing of another account ever.
 */
export async function signIn(
  tx: Tx,
  keyring: Keyring,
  actor: ResidentActor,
  input: { code: string; language: string; takeOver: boolean },
): Promise<Result<SignedIn>> {
  if (actor.sessionHash === null) return fail('gone');
  const row = await takeAttempt(tx, actor.sessionHash, attemptsPerCode);
  if (row === null) return fail('gone');
  const code = input.code.normalize('NFKC').replace(/[^0-9]/g, '');
  if (!(await isCode(keyring, row, code))) {
    return row.attempts >= attemptsPerCode ? fail('gone') : fail('invalid');
  }
  if (!(await consumeCode(tx, row.id))) return fail('gone');
  const accountId = await accountFor(tx, row, input.language);
  const token = randomToken();
  const hash = hashToken(token);
  await insertPortalSession(tx, hash, accountId);
  // The same person again, to prove who they are: what this browser could open stays open.
  if (actor.id === accountId) await moveGrants(tx, actor.sessionHash, hash, null);
  if (actor.id === null) {
    const only = input.takeOver ? null : draftIn(row.return_to);
    if (input.takeOver || only !== null) {
      await joinDrafts(tx, actor.sessionHash, accountId, only);
      await moveGrants(tx, actor.sessionHash, hash, only);
    }
  }
  await deletePortalSession(tx, actor.sessionHash);
  return ok({ accountId, token, returnTo: row.return_to });
}

/** The draft somebody was writing when they were asked to sign in. */
function draftIn(returnTo: string): string | null {
  return /\/drafts\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$|\?)/.exec(returnTo)?.[1] ?? null;
}

/** How much else was begun in this browser: the person is asked whether it is theirs. */
export function othersBegunHere(tx: Tx, sessionHash: string, returnTo: string): Promise<number> {
  return countGrants(tx, sessionHash, draftIn(returnTo));
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
