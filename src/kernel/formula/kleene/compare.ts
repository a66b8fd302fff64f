/** Comparisons with unknowns: true, false, or null where they are undecided. */
import { isDecimal } from '#kernel/decimal';
import type { Expr, Operator } from '../expr.ts';
import { operations } from '../frame.ts';
import { equal, isList, type Value } from '../value.ts';
import { both, type Needs } from './needs.ts';
import { orderOf, perhaps, rangeOf } from './possible.ts';
import { type Abstract, Open, Unknown } from './unknown.ts';

/** Whether two values are equal, as far as that is known. */
export function same(a: Abstract, b: Abstract): boolean | null {
  if (!(a instanceof Unknown)) {
    if (b instanceof Unknown) return equals(b, a);
    // A list equals nothing, not even itself.
    return a instanceof Open || b instanceof Open ? false : equal(a as Value, b as Value);
  }
  if (!(b instanceof Unknown)) return equals(a, b);
  if (a.among !== null) {
    for (const value of a.among as Value[]) if (equals(b, value) !== false) return null;
    return false;
  }
  if (b.among !== null) return same(b, a);
  if ((a.empty && b.empty) || a.from === null || b.from === null) return null;
  return meets(a, b) ? null : false;
}

/** An unknown has at least two values left, so it is never certainly equal to one. */
function equals(unknown: Unknown, value: Abstract): false | null {
  if (value instanceof Open || isList(value as Value)) return false;
  if (unknown.among !== null)
    return (unknown.among as Value[]).some((each) => equal(each, value as Value)) ? null : false;
  if (value === null) return unknown.empty ? null : false;
  return unknown.from === null || meets(unknown, value) ? null : false;
}

/** Whether two ranges have a value in common; those of two kinds have none. */
function meets(a: Abstract, b: Abstract): boolean {
  const one = rangeOf(a);
  const other = rangeOf(b);
  if (one === undefined || other === undefined) return false;
  if (one === null || other === null) return true;
  if (isDecimal(one.from) !== isDecimal(other.from)) return false;
  return orderOf(one.from, other.to) <= 0 && orderOf(other.from, one.to) <= 0;
}

type Ordering = '<' | '<=' | '>' | '>=';

/** Whether two values stand in that order, as far as that is known. Empty stands in none. */
export function ordered(op: Ordering, a: Abstract, b: Abstract): boolean | null {
  const one = rangeOf(a);
  const other = rangeOf(b);
  if (one === undefined || other === undefined) return false;
  if (one === null || other === null) return null;
  const holds = operations[op];
  const up = op === '<' || op === '<=';
  // At best and at worst for its being true.
  const best = up ? holds(one.from, other.to) : holds(one.to, other.from);
  if (best !== true) return false;
  const worst = up ? holds(one.to, other.from) : holds(one.from, other.to);
  return worst === true && !one.empty && !other.empty ? true : null;
}

export const isOrdering = (op: Operator): op is Ordering =>
  op === '<' || op === '<=' || op === '>' || op === '>=';

/** `=`, `<>` and the orderings of two values of which one is unknown. `alike`: they are the same part, said twice. */
export function compared(
  op: '=' | '<>' | Ordering,
  a: Abstract,
  b: Abstract,
  alike: boolean,
): boolean | Unknown {
  let settled: boolean | null;
  if (alike && a instanceof Unknown) {
    if (op === '=' || op === '<>') settled = true;
    else settled = op === '<' || op === '>' ? false : a.empty ? null : true;
  } else if (op === '=' || op === '<>') settled = same(a, b);
  else settled = ordered(op, a, b);
  if (settled === null) return perhaps(needsOf(a, b));
  return op === '<>' ? !settled : settled;
}

const needsOf = (a: Abstract, b: Abstract): Needs | null =>
  both(a instanceof Open ? a.needs : null, b instanceof Open ? b.needs : null);

/** Whether two parts are the same, so that both have one value. */
export function sameTree(a: Expr, b: Expr): boolean {
  if (a.kind === 'ref' && b.kind === 'ref')
    return a.ref === b.ref && (a.up ?? 0) === (b.up ?? 0) && a.type === b.type;
  return a.kind === b.kind && a.kind !== 'ref' && JSON.stringify(a) === JSON.stringify(b);
}
