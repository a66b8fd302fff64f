/** Rows of a file on their way to become records, and what became of them. Browser-safe. */
import type { Answers } from '#core/fields';
import type { Issue } from '#kernel/errors';

/** One row of a file, read. */
export interface Arrival {
  row: number;
  /** The record it changes; null: a new one. */
  id: string | null;
  /** By field id; null empties. Only what the file speaks of. */
  values: Answers;
  /** State in which a new record begins, by id; absent: the first. Whoever manages the app says so; no approval is entered like this. */
  state?: string;
}

export interface Landing {
  row: number;
  outcome: 'new' | 'changed' | 'unchanged' | 'wrong';
  /** Of what was written. */
  id: string | null;
  /** Paths are control names (`f3`); '' is about the whole row. */
  issues: Issue[];
  /** Values may hold an individual number where none belongs. */
  warned: boolean;
  /** Values of its unique keys, for whoever looks for them in other parts of the file. */
  keys: string[];
}
