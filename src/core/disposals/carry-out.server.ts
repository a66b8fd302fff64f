import { randomUUID } from 'node:crypto';
import type { Tx } from '#platform/db.server';
import {
  insertDisposal,
  lockUnapplied,
  markApplied,
  markJournaled,
  restoreDisposal,
  selectUnapplied,
  selectUnjournaled,
} from './disposals.sql.ts';
import { appendJournal } from './journal.server.ts';
import type { Disposal } from './model.ts';

/** Removes what a decision names, whatever of it is there. Idempotent. */
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

function handlerOf(handlers: DisposalHandlers, noun: string): DisposalHandler {
  const handler = Object.hasOwn(handlers, noun) ? handlers[noun] : undefined;
  if (handler === undefined) throw new UnknownDisposal(noun);
  return handler;
}

/** Writes a decision, in the transaction of whoever decides. Gives its id. */
export async function decideDisposal(tx: Tx, decision: Omit<Disposal, 'id' | 'decidedAt'>): Promise<string> {
  const id = randomUUID();
  await insertDisposal(tx, { id, ...decision });
  return id;
}

export interface CarryOut {
  /** Opens a transaction in a role that may delete what the handlers delete, and mark disposals. */
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** File of the journal. */
  journal: string;
  handlers: DisposalHandlers;
}

/** Journals what is new, then carries out what is journaled, each decision in its own transaction. Gives how many. */
export async function carryOutDisposals({ transaction, journal, handlers }: CarryOut): Promise<number> {
  await transaction(async (tx) => {
    const fresh = await selectUnjournaled(tx);
    if (fresh.length === 0) return;
    // On disc before the mark: a crash between the two repeats lines, which readers count once.
    await appendJournal(journal, fresh);
    await markJournaled(
      tx,
      fresh.map((one) => one.id),
    );
  });
  let applied = 0;
  for (const one of await transaction(selectUnapplied)) {
    const done = await transaction(async (tx) => {
      if (!(await lockUnapplied(tx, one.id))) return false;
      await handlerOf(handlers, one.noun)(tx, one);
      await markApplied(tx, one.id);
      return true;
    });
    if (done) applied++;
  }
  return applied;
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
    await handlerOf(handlers, one.noun)(tx, one);
    await markApplied(tx, one.id);
    applied++;
  }
  return applied;
}
