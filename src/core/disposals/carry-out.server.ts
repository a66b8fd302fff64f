import { createHash } from 'node:crypto';
import type { Tx } from '#platform/db.server';
import {
  insertDisposal,
  lockJournal,
  markApplied,
  markJournaled,
  restoreDisposal,
  selectUnjournaled,
} from './disposals.sql.ts';
import { appendJournal } from './journal.server.ts';
import type { Disposal } from './model.ts';

/** Removes what a decision names, whatever of it is there. Idempotent. Runs as the owner. */
export type DisposalHandler = (tx: Tx, disposal: Disposal) => Promise<void>;
/** By noun. */
export type DisposalHandlers = Record<string, DisposalHandler>;

/** A decision about a noun that nobody here can dispose of: this software is older than the decision, or incomplete. */
export class UnknownDisposal extends Error {
  readonly noun: string;
  constructor(noun: string) {
    super(`nobody disposes of ${noun}`);
    this.noun = noun;
  }
}

/** The id of a decision, from what it is part of: whoever carries it out need not be told. */
export function disposalId(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Writes a decision, in the transaction of whoever decides. Nothing is removed by it. */
export async function decideDisposal(tx: Tx, decision: Omit<Disposal, 'decidedAt'>): Promise<void> {
  await insertDisposal(tx, decision);
}

/**
 * Before a decision is carried out, in the same transaction: the journal outside the database has it, on disc. If the
 * transaction then fails, the decision stands all the same; the line that comes twice is counted once.
 */
export async function journalDisposal(tx: Tx, journal: string, id: string): Promise<void> {
  await lockJournal(tx);
  const fresh = await selectUnjournaled(tx, id);
  if (fresh.length === 0) return;
  await appendJournal(journal, fresh);
  await markJournaled(tx, id);
}

/** After a restore, inside its transaction: every decision that the backup had not carried out. Gives how many. */
export async function reapplyDisposals(
  tx: Tx,
  decisions: Disposal[],
  handlers: DisposalHandlers,
): Promise<number> {
  let applied = 0;
  const inOrder = [...decisions].sort((a, b) => Date.parse(a.decidedAt) - Date.parse(b.decidedAt));
  for (const one of inOrder) {
    if (!(await restoreDisposal(tx, one))) continue;
    const handler = Object.hasOwn(handlers, one.noun) ? handlers[one.noun] : undefined;
    if (handler === undefined) throw new UnknownDisposal(one.noun);
    await handler(tx, one);
    await markApplied(tx, one.id);
    applied++;
  }
  return applied;
}
