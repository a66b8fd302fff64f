/** The epoch that a transaction saw first holds for all of it: a request works on one state of the definitions, and asks once. */
import type { Tx } from '#platform/db.server';

export interface Epoch {
  /** What the kept definitions are compared with. */
  epoch: string;
  /** Apps that are out of use. */
  retired: string[];
  /** What kept shapes of records are compared with. */
  shapes: string;
  /** Whether any measure 支援措置 is in force; null where that is not theirs to know. */
  measures: boolean | null;
  /** Known once the definitions were asked for. */
  municipality?: string;
}

const seen = new WeakMap<Tx, Epoch>();

/** `row` is what `askEpoch` gave as the transaction began. */
export function rememberEpoch(tx: Tx, row: unknown): void {
  seen.set(tx, row as Epoch);
}

export const seenEpoch = (tx: Tx): Epoch | undefined => seen.get(tx);

/** Whoever changes definitions or shapes sees the change at once. */
export function forgetEpoch(tx: Tx): void {
  seen.delete(tx);
}
