/** How functions of single values meet unknowns. */
import type { Value } from '../value.ts';
import type { Work } from '../value-scalars.ts';
import { needsOf, tried } from './arithmetic.ts';
import type { KleeneOf, KleeneRun } from './frame.ts';
import type { Needs } from './needs.ts';
import { type Bound, between } from './possible.ts';
import { type Abstract, Open, type Unknown, widest } from './unknown.ts';

/** What a function gives where its arguments have too many values to try each. */
export type Otherwise = (values: readonly Abstract[], needs: Needs | null, run: KleeneRun) => Abstract;

/**
 * A function of its arguments' values. Nothing unknown: the value evaluator's own work. Few values: that work for each
 * of them. Else `otherwise`. `blank`: what it gives as soon as any argument is empty, where that is always the same.
 */
export function scalar(work: Work, otherwise: Otherwise, blank?: Value): KleeneOf {
  return (args, frame) => {
    const values: Abstract[] = [];
    let open = false;
    for (const arg of args) {
      const value = arg(frame);
      if (value instanceof Open) open = true;
      values.push(value);
    }
    if (!open) return work(values as Value[], frame.run);
    if (blank !== undefined && values.includes(null)) return blank;
    const needs = needsOf(values);
    return tried(values, (picked) => work(picked, frame.run), needs) ?? otherwise(values, needs, frame.run);
  };
}

/**
 * Between what a function gives at its lower and at its upper end. An end that does not fit leaves the widest of that
 * kind, and that the result may be empty.
 */
export function bounded(
  kind: keyof typeof widest,
  low: Value,
  high: Value,
  empty: boolean,
  needs: Needs | null,
): Value | Unknown {
  const [least, greatest] = widest[kind];
  const beyond = low === null || high === null;
  return between((low ?? least) as Bound, (high ?? greatest) as Bound, empty || beyond, needs);
}
