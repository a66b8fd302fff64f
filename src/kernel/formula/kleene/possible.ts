/** Making unknowns: never wider than needed, and a plain value where only one is left. */
import { compare, type Decimal, decimal, isDecimal } from '#kernel/decimal';
import { asDay, compareText, equal, isList, type Value } from '../value.ts';
import { both, type Needs } from './needs.ts';
import { type Abstract, filled, Open, UNKNOWN, Unknown, widest } from './unknown.ts';

/** How many values an unknown names; beyond them it is a range, or anything. */
const most = 64;

/** What can be put in order: a number, a day, a date and time. */
export type Bound = Decimal | string;

export interface Range {
  from: Bound;
  to: Bound;
  /** Whether it may be empty instead. */
  empty: boolean;
}

/** Order of two bounds of one kind. */
export const orderOf = (a: Bound, b: Bound): number =>
  isDecimal(a) && isDecimal(b) ? compare(a, b) : compareText(a as string, b as string);
export const least = (a: Bound, b: Bound): Bound => (orderOf(a, b) <= 0 ? a : b);
export const greatest = (a: Bound, b: Bound): Bound => (orderOf(a, b) >= 0 ? a : b);

/** Anything: text, or what a mistake in types gives. */
export function anything(empty: boolean, needs: Needs | null): Unknown {
  if (needs === null) return empty ? UNKNOWN : filled;
  return new Unknown(null, null, null, empty, needs);
}

const unsettled = new Unknown([true, false], null, null, false, null);

/** True or false. */
export const perhaps = (needs: Needs | null): Unknown =>
  needs === null ? unsettled : new Unknown([true, false], null, null, false, needs);

/** One of these values. */
export function oneOf(values: readonly Value[], needs: Needs | null): Value | Unknown {
  const found: Value[] = [];
  for (const value of values) {
    if (found.some((each) => equal(each, value))) continue;
    if (found.length >= most) return union(values, needs, true);
    found.push(value);
  }
  if (found.length === 1) return found[0] as Value;
  return found.length === 0
    ? anything(true, needs)
    : new Unknown(found, null, null, found.includes(null), needs);
}

/** What lies between two values of one kind, both included. */
export function between(from: Bound, to: Bound, empty: boolean, needs: Needs | null): Value | Unknown {
  if (orderOf(from, to) !== 0) return new Unknown(null, from, to, empty, needs);
  return empty ? new Unknown([from, null], null, null, true, needs) : from;
}

export const anyNumber = (needs: Needs | null): Unknown => new Unknown(null, ...widest.number, true, needs);
export const anyDay = (needs: Needs | null): Unknown => new Unknown(null, ...widest.date, true, needs);

/** How days, and dates and times, can be told from other text: only they are put into ranges. */
function rangeKind(value: Value): string | null {
  if (isDecimal(value)) return 'number';
  if (typeof value !== 'string' || asDay(value) === null) return null;
  return value.length === 10 ? 'date' : value.length === 19 ? 'datetime' : null;
}

/** One of those results. `wide`: too many to name. */
export function union(results: readonly Abstract[], needs: Needs | null, wide = false): Value | Unknown {
  let values: Value[] | null = wide ? null : [];
  let kind: string | null | undefined;
  let from: Bound = '';
  let to: Bound = '';
  let empty = false;
  let all = needs;
  const widen = (low: Value, high: Value) => {
    const own = rangeKind(low);
    if (kind === undefined && own !== null) {
      kind = own;
      from = low as Bound;
      to = high as Bound;
    } else if (kind !== own || own === null) kind = null;
    else {
      from = least(from, low as Bound);
      to = greatest(to, high as Bound);
    }
  };
  for (const result of results) {
    if (result instanceof Open) all = both(all, result.needs);
    if (result instanceof Unknown) {
      empty ||= result.empty;
      if (result.among !== null) {
        values?.push(...(result.among as Value[]));
        for (const each of result.among as Value[]) if (each !== null) widen(each, each);
      } else {
        values = null;
        widen(result.from as Value, result.to as Value);
      }
    } else if (result instanceof Open || isList(result as Value)) {
      values = null;
      kind = null;
    } else {
      values?.push(result as Value);
      if (result === null) empty = true;
      else widen(result as Value, result as Value);
    }
  }
  if (values !== null) return oneOf(values, all);
  return kind === undefined || kind === null ? anything(empty, all) : between(from, to, empty, all);
}

/**
 * Between which values a result lies where it is not empty: null where that cannot be said, `undefined` where it is
 * certainly empty (or of a kind without order).
 */
export function rangeOf(value: Abstract): Range | null | undefined {
  if (!(value instanceof Unknown))
    return isDecimal(value) || typeof value === 'string'
      ? { from: value, to: value, empty: false }
      : undefined;
  if (value.among === null)
    return value.from === null
      ? null
      : { from: value.from as Bound, to: value.to as Bound, empty: value.empty };
  let range: Range | undefined;
  for (const each of value.among as Value[]) {
    if (!isDecimal(each) && typeof each !== 'string') continue;
    if (range === undefined) range = { from: each, to: each, empty: value.empty };
    else if (isDecimal(each) !== isDecimal(range.from)) return null;
    else {
      range.from = least(range.from, each);
      range.to = greatest(range.to, each);
    }
  }
  return range;
}

/** As a number: `undefined` where it is certainly empty. */
export function numberRange(value: Abstract): { from: Decimal; to: Decimal; empty: boolean } | undefined {
  const range = value instanceof Unknown || isDecimal(value) ? rangeOf(value) : undefined;
  if (range === undefined) return undefined;
  if (range === null) return { from: widest.number[0], to: widest.number[1], empty: true };
  return isDecimal(range.from) ? (range as { from: Decimal; to: Decimal; empty: boolean }) : undefined;
}

/** As a day; of a date and time its day. `undefined` where it is certainly empty. */
export function dayRange(value: Abstract): { from: string; to: string; empty: boolean } | undefined {
  if (!(value instanceof Unknown)) {
    const day = asDay(value as Value);
    return day === null ? undefined : { from: day, to: day, empty: false };
  }
  if (value.among === null) {
    if (value.from === null) return { from: widest.date[0], to: widest.date[1], empty: true };
    const [from, to] = [asDay(value.from as Value), asDay(value.to as Value)];
    return from === null || to === null ? undefined : { from, to, empty: value.empty };
  }
  const days = (value.among as Value[]).flatMap((each) => asDay(each) ?? []).sort();
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined
    ? undefined
    : { from, to, empty: days.length < value.among.length };
}

/** The whole number as a decimal. */
export const whole = (n: number): Decimal => decimal(n) as Decimal;
