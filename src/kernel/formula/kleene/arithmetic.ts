/** Arithmetic with unknowns: value by value where they are few, else on the bounds. */
import { type Decimal, decimal, isDecimal, isZero, negate } from '#kernel/decimal';
import { operations } from '../frame.ts';
import { asNumber, type Value } from '../value.ts';
import { both, type Needs } from './needs.ts';
import { anyNumber, between, greatest, least, numberRange, oneOf } from './possible.ts';
import { type Abstract, Open, Unknown } from './unknown.ts';

/** How many combinations of values are tried. */
const mostTried = 64;

export const needsOf = (values: readonly Abstract[]): Needs | null => {
  let needs: Needs | null = null;
  for (const value of values) if (value instanceof Open) needs = both(needs, value.needs);
  return needs;
};

/** The values something can have; null where they cannot be named. */
export function named(value: Abstract): readonly Value[] | null {
  if (value instanceof Unknown) return value.among as readonly Value[] | null;
  return value instanceof Open ? null : [value as Value];
}

/** What a function gives for each combination of its arguments' values; undefined where they are too many to name. */
export function tried(
  values: readonly Abstract[],
  work: (values: readonly Value[]) => Value,
  needs: Needs | null,
): Value | Unknown | undefined {
  const choices: (readonly Value[])[] = [];
  let count = 1;
  for (const value of values) {
    const some = named(value);
    if (some === null) return undefined;
    count *= some.length;
    if (count > mostTried) return undefined;
    choices.push(some);
  }
  const results: Value[] = [];
  for (let n = 0; n < count; n++) {
    let rest = n;
    const picked = choices.map((some) => {
      const value = some[rest % some.length] as Value;
      rest = Math.floor(rest / some.length);
      return value;
    });
    results.push(work(picked));
  }
  return oneOf(results, needs);
}

type Op = '+' | '-' | '*' | '/';
interface Numbers {
  from: Decimal;
  to: Decimal;
  empty: boolean;
}

/** The result of an operator of which one side, or both, is unknown. */
export function calculated(op: Op, left: Abstract, right: Abstract): Abstract {
  const a = numberRange(left);
  const b = numberRange(right);
  if (a === undefined || b === undefined) return null;
  const needs = needsOf([left, right]);
  const exact = tried([left, right], ([x = null, y = null]) => operations[op](x, y), needs);
  if (exact !== undefined) return exact;
  const empty = a.empty || b.empty;
  if (op !== '/') return spanned(corners(op, a, b), empty, needs);
  const divisor = withoutZero(b);
  if (divisor === 'zero') return null;
  return divisor === null
    ? anyNumber(needs)
    : spanned(corners(op, a, divisor), empty || divisor.empty, needs);
}

/** The results at the ends of both sides: the least and the greatest are among them. */
function corners(op: Op, a: Numbers, b: Numbers): Value[] {
  const operation = operations[op];
  if (op === '+') return [operation(a.from, b.from), operation(a.to, b.to)];
  if (op === '-') return [operation(a.from, b.to), operation(a.to, b.from)];
  return [operation(a.from, b.from), operation(a.from, b.to), operation(a.to, b.from), operation(a.to, b.to)];
}

/** Between the least and the greatest of these; one that does not fit leaves only that it may be empty. */
export function spanned(ends: readonly Value[], empty: boolean, needs: Needs | null): Value | Unknown {
  let [from, to]: (Decimal | undefined)[] = [];
  for (const end of ends) {
    if (!isDecimal(end)) return anyNumber(needs);
    from = from === undefined ? end : (least(from, end) as Decimal);
    to = to === undefined ? end : (greatest(to, end) as Decimal);
  }
  return from === undefined || to === undefined ? anyNumber(needs) : between(from, to, empty, needs);
}

/** The least number above zero. */
export const smallest = decimal('0.0000000001') as Decimal;

/** A divisor without the zero in it, by which nothing can be divided; null where it lies on both sides of zero. */
function withoutZero({ from, to, empty }: Numbers): Numbers | 'zero' | null {
  if (isZero(from) && isZero(to)) return 'zero';
  if (isZero(from)) return { from: smallest, to, empty: true };
  if (isZero(to)) return { from, to: negate(smallest), empty: true };
  return from.s < 0 && to.s > 0 ? null : { from, to, empty };
}

/** `-x` of an unknown. */
export function negatedIn(value: Abstract): Abstract {
  const range = numberRange(value);
  if (range === undefined) return null;
  const needs = needsOf([value]);
  const exact = tried(
    [value],
    ([x = null]) => {
      const number = asNumber(x);
      return number === null ? null : negate(number);
    },
    needs,
  );
  return exact ?? between(negate(range.to), negate(range.from), range.empty, needs);
}
