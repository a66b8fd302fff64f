/** Values of the functions over lists and conditions. */
import { average, type Decimal, decimal, sum } from '#kernel/decimal';
import { each, type Frame, joined, type Part } from './frame.ts';
import type { FunctionName } from './names.ts';
import { asNumber, asText, equal, isList, order, printed, type Row, type Value } from './value.ts';

/** How a function gets its value: it decides which arguments to work out, and for which item. */
export type ValueOf = (args: readonly Part[], frame: Frame) => Value;

const worked = (args: readonly Part[], index: number, frame: Frame): Value => args[index]?.(frame) ?? null;

/** All values of the arguments, lists laid open. */
export function flat(args: readonly Part[], frame: Frame): Value[] {
  const values: Value[] = [];
  for (const arg of args) {
    const value = arg(frame);
    if (!isList(value)) values.push(value);
    else for (const one of value) values.push(one as Value);
  }
  return values;
}

export const numbersIn = (values: readonly Value[]): Decimal[] =>
  values.flatMap((value) => asNumber(value) ?? []);

/** The greatest (1) or least (-1). */
export function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) {
    if (value !== null && (best === null || (order(value, best) ?? 0) * sign > 0)) best = value;
  }
  return best;
}

export const filledIn = (values: readonly unknown[]): number =>
  values.filter((value) => value !== null).length;

/** The texts of a list, one after the other. */
export function joinedList(list: Value, separator: Value): Value {
  const parts = isList(list) ? (list as readonly Value[]).filter((value) => value !== null).map(printed) : [];
  const between = asText(separator) ?? '';
  return joined(parts.flatMap((part, index) => (index === 0 ? [part] : [between, part])));
}

/** The items for which the condition is true. */
function chosen(args: readonly Part[], frame: Frame): Row[] {
  const rows: Row[] = [];
  each(worked(args, 0, frame), frame, (inner, row) => {
    if (args[1]?.(inner) === true) rows.push(row);
  });
  return rows;
}

function whether(args: readonly Part[], frame: Frame, stop: boolean): boolean {
  let stopped = false;
  each(worked(args, 0, frame), frame, (inner) => {
    stopped = (args[1]?.(inner) === true) === stop;
    return stopped;
  });
  return stopped;
}

function sumIf(args: readonly Part[], frame: Frame): Value {
  const terms: Decimal[] = [];
  each(worked(args, 0, frame), frame, (inner) => {
    const term = args[1]?.(inner) === true ? asNumber(worked(args, 2, inner)) : null;
    if (term !== null) terms.push(term);
  });
  return sum(terms);
}

export const count = (n: number): Value => decimal(n);
export const isBlank = (value: Value): boolean => value === null || (isList(value) && value.length === 0);

export const listFunctions = {
  IF: (args, frame) => worked(args, args[0]?.(frame) === true ? 1 : 2, frame),
  IFS: (args, frame) => {
    let at = 0;
    while (at + 1 < args.length && args[at]?.(frame) !== true) at += 2;
    return worked(args, at + 1 < args.length ? at + 1 : at, frame);
  },
  AND: (args, frame) => args.every((arg) => arg(frame) === true),
  OR: (args, frame) => args.some((arg) => arg(frame) === true),
  NOT: (args, frame) => worked(args, 0, frame) !== true,
  ANY: (args, frame) => whether(args, frame, true),
  ALL: (args, frame) => !whether(args, frame, false),
  FILTER: chosen,
  SUM: (args, frame) => sum(numbersIn(flat(args, frame))),
  SUMIF: sumIf,
  AVERAGE: (args, frame) => average(numbersIn(flat(args, frame))),
  MIN: (args, frame) => extreme(flat(args, frame), -1),
  MAX: (args, frame) => extreme(flat(args, frame), 1),
  COUNT: (args, frame) => count(filledIn(flat(args, frame))),
  COUNTIF: (args, frame) => count(chosen(args, frame).length),
  JOIN: (args, frame) => joinedList(worked(args, 0, frame), worked(args, 1, frame)),
  ISBLANK: (args, frame) => isBlank(worked(args, 0, frame)),
  COALESCE: (args, frame) => {
    for (const arg of args) {
      const value = arg(frame);
      if (value !== null) return value;
    }
    return null;
  },
  IN: (args, frame) => {
    const wanted = worked(args, 0, frame);
    return flat(args.slice(1), frame).some((value) => equal(wanted, value));
  },
} satisfies Partial<Record<FunctionName, ValueOf>>;
