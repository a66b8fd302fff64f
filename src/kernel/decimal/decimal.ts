/**
 * The one kind of number of Madoguchi: 28 integer digits and 10 fraction digits, rounded half away
 * from zero after each operation. What does not fit (too many integer digits, division by zero) is
 * `null`: empty, never an exception. The same numbers as `numeric(38,10)` in PostgreSQL.
 */
import Big from 'big.js';

/** Integer digits that fit; one more overflows to empty. */
export const INTEGER_DIGITS = 28;
/** Fraction digits that are kept. */
export const FRACTION_DIGITS = 10;

// Our own constructor: nobody else's DP and RM reach it.
const Exact = Big();
Exact.DP = FRACTION_DIGITS;
Exact.RM = Exact.roundHalfUp;

/** An exact decimal. Never changed after it was made. */
export type Decimal = Big;

export const zero: Decimal = new Exact(0);

const plain = /^[+-]?\d{1,60}(?:\.\d{0,60})?$/;

export function isDecimal(value: unknown): value is Decimal {
  return value instanceof Exact;
}

/** Rounds to 10 fraction digits; empty when more than 28 integer digits are needed. */
export function bounded(value: Decimal): Decimal | null {
  const rounded =
    value.c.length - value.e - 1 > FRACTION_DIGITS ? value.round(FRACTION_DIGITS, Exact.roundHalfUp) : value;
  if (rounded.c[0] === 0) return zero;
  return rounded.e < INTEGER_DIGITS ? rounded : null;
}

/** Reads `1200.5`, `-3` or a JavaScript number; anything else is empty. */
export function decimal(input: unknown): Decimal | null {
  if (isDecimal(input)) return bounded(input);
  if (typeof input === 'number')
    return Number.isFinite(input) && Math.abs(input) < 1e29 ? bounded(new Exact(input)) : null;
  if (typeof input !== 'string' || !plain.test(input)) return null;
  const text = input.startsWith('+') ? input.slice(1) : input;
  return bounded(new Exact(text.endsWith('.') ? text.slice(0, -1) : text));
}

/** Plain digits without exponent or useless zeros: `1200.5`. What records, JSON and SQL carry. */
export function decimalText(value: Decimal): string {
  return value.toFixed();
}

export const add = (a: Decimal, b: Decimal): Decimal | null => bounded(a.plus(b));
export const subtract = (a: Decimal, b: Decimal): Decimal | null => bounded(a.minus(b));
export const multiply = (a: Decimal, b: Decimal): Decimal | null => bounded(a.times(b));
export const divide = (a: Decimal, b: Decimal): Decimal | null => (isZero(b) ? null : bounded(a.div(b)));
export const negate = (a: Decimal): Decimal => (isZero(a) ? zero : a.neg());
export const compare = (a: Decimal, b: Decimal): -1 | 0 | 1 => a.cmp(b);
export const isZero = (a: Decimal): boolean => a.c[0] === 0;

/** Remainder with the sign of the divisor, as spreadsheets do: MOD(-7, 3) = 2. */
export function modulo(a: Decimal, b: Decimal): Decimal | null {
  if (isZero(b)) return null;
  const rest = a.mod(b);
  return bounded(!isZero(rest) && rest.s !== b.s ? rest.plus(b) : rest);
}

/** The exact sum; only the result has to fit, so the order of the terms does not matter. */
export function sum(terms: readonly Decimal[]): Decimal | null {
  return bounded(exactSum(terms));
}

/** The exact sum divided by the count; of nothing: empty. */
export function average(terms: readonly Decimal[]): Decimal | null {
  return terms.length === 0 ? null : bounded(exactSum(terms).div(terms.length));
}

function exactSum(terms: readonly Decimal[]): Decimal {
  let total = zero;
  for (const term of terms) total = total.plus(term);
  return total;
}

export type Rounding = 'half' | 'up' | 'down';

/** Rounds to `digits` places after the point (negative: before it); `up` is away from zero, `down` towards it. */
export function round(value: Decimal, digits: number, rounding: Rounding): Decimal | null {
  if (Number.isNaN(digits)) return null;
  const places = Math.max(-40, Math.min(FRACTION_DIGITS, Math.trunc(digits)));
  const mode = rounding === 'half' ? Exact.roundHalfUp : rounding === 'up' ? Exact.roundUp : Exact.roundDown;
  return bounded(value.round(places, mode));
}

/** The integer part as a JavaScript number; null when it is too large to be exact. */
export function wholeNumber(value: Decimal): number | null {
  const whole = Number(value.round(0, Exact.roundDown).toFixed());
  return Math.abs(whole) <= Number.MAX_SAFE_INTEGER ? whole : null;
}

export const isWhole = (value: Decimal): boolean => value.c.length <= value.e + 1 || isZero(value);
