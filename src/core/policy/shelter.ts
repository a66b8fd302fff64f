/**
 * 支援措置 in work apps: what says where somebody is can be read in a record only while the record is not held back. One more
 * condition of the gate of fields (as a seat is one of records), so that every question meets it. Pure.
 */
import type { Expr } from '#kernel/formula';

/** The condition's name in formulas; no field is called so, since those are numbers. Whoever does not know answers no. */
export const unheldRef = 'unheld';
export const unheld: Expr = { kind: 'ref', ref: unheldRef, type: 'boolean' };

/** Records of an app that hold something back from one person; `all` while nobody knows whom its records name. */
export type Held = 'all' | ReadonlySet<string>;
export const noneHeld: Held = new Set();

export const isHeld = (held: Held, id: string): boolean => held === 'all' || held.has(id);
/** Whether anything is held back in the app at all: if not, questions are what they were. */
export const holdsBack = (held: Held): boolean => held === 'all' || held.size > 0;
