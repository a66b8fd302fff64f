/** What changing records of work apps gives back. Browser-safe. */
import type { Answers, Json } from '#core/fields';
import type { AppError } from '#kernel/errors';

/** A value that two people changed at the same time; `field` is an id, `path` leads into lines (`10/k1/11`). */
export interface Clash {
  path: string;
  base: Json;
  theirs: Json;
  yours: Json;
}
/** `twin`: the record that holds the same unique values, named only to who may see it. */
export type EntryError = AppError & { overlaps?: Clash[]; twin?: string };

/** Told with the write, which is done all the same. */
export interface EntryWarning {
  kind: 'individual-number';
  /** Control name of the field (`f3`, `f10[k1].f5`). */
  path: string;
  message: string;
}

export interface Saved {
  id: string;
  revision: number;
  /** Nothing was different: no revision was written. */
  unchanged: boolean;
  warnings: EntryWarning[];
}

/** Changed fields only, by field id; null empties. */
export type Changes = Answers;

/** Days that a record lies in the trash before it is erased. */
export const trashDays = 30;

export const runStates = ['waiting', 'done', 'unchanged', 'refused', 'conflict', 'missing'] as const;
export type RunState = (typeof runStates)[number];

/** Where a run over many records stands. */
export interface RunProgress {
  id: string;
  appId: string;
  kind: 'edit' | 'delete';
  total: number;
  counts: Record<RunState, number>;
  askedAt: Date;
  cancelledAt: Date | null;
  finishedAt: Date | null;
}

/** Records that are likely the same: equal, after normalising, in all fields of one of the keys. */
export interface DuplicateGroup {
  ids: string[];
  /** Which keys brought them together, by position. */
  by: number[];
}
