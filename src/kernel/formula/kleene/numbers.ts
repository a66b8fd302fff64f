/** Functions of numbers and texts, with unknowns. */
import { type Decimal, isZero, negate } from '#kernel/decimal';
import { asNumber, type Value } from '../value.ts';
import { scalarWorks, type Work } from '../value-scalars.ts';
import { smallest } from './arithmetic.ts';
import type { KleeneOf } from './frame.ts';
import { found } from './lists.ts';
import { anyNumber, anything, between, greatest, numberRange, perhaps, whole } from './possible.ts';
import { bounded, type Otherwise, scalar } from './scalar.ts';
import { type Abstract, highest, Open, Several, Unknown } from './unknown.ts';

const zero = whole(0);

/** Rounding keeps order. How many places is known in all but strange formulas. */
const rounded = (work: Work): KleeneOf =>
  scalar(
    work,
    (values, needs, run) => {
      const range = numberRange(values[0] ?? null);
      if (range === undefined) return null;
      const digits = values[1];
      if (digits instanceof Open) return anyNumber(needs);
      const at = (number: Decimal) => work(values.length > 1 ? [number, digits as Value] : [number], run);
      return bounded('number', at(range.from), at(range.to), range.empty, needs);
    },
    null,
  );

const absolute: Otherwise = (values, needs) => {
  const range = numberRange(values[0] ?? null);
  if (range === undefined) return null;
  const { from, to, empty } = range;
  if (from.s >= 0 || isZero(from)) return between(from, to, empty, needs);
  if (to.s < 0 || isZero(to)) return between(negate(to), negate(from), empty, needs);
  return between(zero, greatest(negate(from), to), empty, needs);
};

/** The remainder lies between zero and the divisor, which it does not reach. */
const remainder: Otherwise = ([number = null, divisor = null], needs) => {
  const range = numberRange(number);
  if (range === undefined || numberRange(divisor) === undefined) return null;
  const by = divisor instanceof Open ? null : asNumber(divisor as Value);
  if (by === null) return anyNumber(needs);
  if (isZero(by)) return null;
  if (by.s > 0) return between(zero, by.minus(smallest), range.empty, needs);
  return between(by.plus(smallest), zero, range.empty, needs);
};

const anyText: Otherwise = (_values, needs) => anything(true, needs);
const either: Otherwise = (_values, needs) => perhaps(needs);

/** Changes letters and leaves none out: empty exactly where the text is. */
const changed: Otherwise = ([value = null], needs) =>
  anything(!(value instanceof Unknown) || value.empty, needs);

const contained = scalar(scalarWorks.CONTAINS, either);

export const numberFunctions = {
  ROUND: rounded(scalarWorks.ROUND),
  ROUNDUP: rounded(scalarWorks.ROUNDUP),
  ROUNDDOWN: rounded(scalarWorks.ROUNDDOWN),
  ABS: scalar(scalarWorks.ABS, absolute, null),
  MOD: scalar(scalarWorks.MOD, remainder, null),
  VALUE: scalar(scalarWorks.VALUE, (_values, needs) => anyNumber(needs), null),
} satisfies Record<string, KleeneOf>;

export const textFunctions = {
  CONCAT: scalar(scalarWorks.CONCAT, anyText),
  LEN: scalar(scalarWorks.LEN, (_values, needs) => between(zero, highest, false, needs)),
  LEFT: scalar(scalarWorks.LEFT, anyText, null),
  RIGHT: scalar(scalarWorks.RIGHT, anyText, null),
  MID: scalar(scalarWorks.MID, anyText, null),
  CONTAINS: (args, frame) => {
    const list = args[0]?.(frame) ?? null;
    const wanted = args[1]?.(frame) ?? null;
    const isText = !(list instanceof Several || Array.isArray(list));
    const again = [() => list, () => wanted];
    if (isText || !(list instanceof Open || wanted instanceof Open)) return contained(again, frame);
    return wanted === null ? false : listed(wanted, list);
  },
  STARTSWITH: scalar(scalarWorks.STARTSWITH, either, false),
  MATCHES: scalar(scalarWorks.MATCHES, either, false),
  UPPER: scalar(scalarWorks.UPPER, changed, null),
  LOWER: scalar(scalarWorks.LOWER, changed, null),
  KATAKANA: scalar(scalarWorks.KATAKANA, changed, null),
  HIRAGANA: scalar(scalarWorks.HIRAGANA, changed, null),
} satisfies Record<string, KleeneOf>;

/** Whether a list holds a text; an empty one it never holds, though empty values stand in it. */
function listed(wanted: Abstract, list: Abstract): boolean | Unknown {
  const held = found(wanted, list as readonly Value[] | Several);
  if (held === false || !(wanted instanceof Unknown) || !wanted.empty) return held;
  return held === true ? perhaps(wanted.needs) : held;
}
