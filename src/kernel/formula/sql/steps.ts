/**
 * Values that change in steps with a column: the year, the fiscal year, the first day of the month, the age of a day. What
 * equals a constant is then a range of the column, and an index on the column serves the comparison.
 */
import { addDays, addMonths } from '#kernel/dates';
import type { Operator } from '../expr.ts';
import { startOf } from '../value-scalars.ts';
import { param, put, raw, type Sql } from './text.ts';

export interface Range {
  from: Sql;
  /** No longer within. */
  until: Sql;
}

export interface Steps {
  /** What the value is made of. It stands twice in a range, so it is short. */
  of: Sql;
  /** Where the value is a constant; null: it never is, or the comparison is left as it is. */
  range(constant: string): Range | null;
  /** An age falls with the day of birth, and is empty from here on. */
  emptyFrom?: Sql;
  /** Of a moment: the steps of its day. */
  day?: Steps;
}

const short = (sql: Sql): boolean => sql.strings.join('').length <= 300;

/** Seconds and days of a column of moments, or of a clock's local time. */
export function momentSteps(of: Sql, zoned: boolean): Steps | undefined {
  if (!short(of)) return undefined;
  // Nine hours always, as the value evaluator counts.
  const at = (local: Sql): Sql => (zoned ? put`(${local} AT TIME ZONE INTERVAL '9 hours')` : local);
  const range = (unit: string, type: string) => (constant: string) => {
    const start = type === 'date' ? put`${param(constant, type)}::timestamp` : param(constant, type);
    return { from: at(start), until: at(put`(${start} + INTERVAL ${raw(unit)})`) };
  };
  return { of, range: range("'1 second'", 'timestamp'), day: { of, range: range("'1 day'", 'date') } };
}

/** What this needs of a value on its way. */
interface Known {
  sql: Sql;
  steps?: Steps | undefined;
  constant?: { value: string | boolean | null };
}

/** A day of the calendar where the value begins, and the first where it is over; null where there is no such value. */
type Days = (constant: string) => readonly [from: string, until: string] | null;

/** Steps over days, also where the day is that of a moment. */
function overDays(day: Known, days: Days, before?: string): Steps | undefined {
  if (!short(day.sql)) return undefined;
  const { steps } = day;
  const begin = (each: string): Sql | null =>
    steps === undefined ? param(each, 'date') : (steps.range(each)?.from ?? null);
  const emptyFrom = before === undefined ? undefined : begin(before);
  if (emptyFrom === null) return undefined;
  return {
    of: steps?.of ?? day.sql,
    range(constant) {
      const found = days(constant);
      const from = found && begin(found[0]);
      const until = found && begin(found[1]);
      return from && until ? { from, until } : null;
    },
    ...(emptyFrom === undefined ? {} : { emptyFrom }),
  };
}

const whole = (constant: string, most: number): number | null => {
  const number = /^\d{1,4}$/.test(constant) ? Number(constant) : most + 1;
  return number <= most ? number : null;
};

const yearFrom = (year: number, rest: string): string => `${String(year).padStart(4, '0')}-${rest}`;

/** The years of a day, beginning on that day of January or April. */
export function yearSteps(day: Known, begins: '01-01' | '04-01'): Steps | undefined {
  return overDays(day, (constant) => {
    const year = whole(constant, 9998);
    return year === null || year < 1 ? null : [yearFrom(year, begins), yearFrom(year + 1, begins)];
  });
}

export function startSteps(day: Known, unit: string): Steps | undefined {
  return overDays(day, (constant) => {
    if (startOf(constant, unit) !== constant || constant >= '9998') return null;
    const next = unit === 'W' ? addDays(constant, 7) : addMonths(constant, unit === 'M' ? 1 : 12);
    return [constant, next];
  });
}

/** Ages on a day that is known. */
export function ageSteps(birth: Known, on: Known): Steps | undefined {
  const day = on.constant?.value;
  if (typeof day !== 'string' || day >= '9999') return undefined;
  const latest = (age: number) => addDays(addMonths(day, -12 * age), 1);
  return overDays(
    birth,
    (constant) => {
      const age = whole(constant, Number(day.slice(0, 4)) - 2);
      return age === null ? null : [latest(age + 1), latest(age)];
    },
    addDays(day, 1),
  );
}

/** A comparison with a constant said about what the value is made of; null: compare the value itself. */
export function compareSteps(op: Exclude<Operator, '<>'>, steps: Steps, constant: string): Sql | null {
  const range = steps.range(constant);
  if (range === null) return null;
  const { of, emptyFrom } = steps;
  if (op === '=') return put`(${of} >= ${range.from} AND ${of} < ${range.until})`;
  return emptyFrom === undefined ? rising(op, of, range) : falling(op, of, range, emptyFrom);
}

function rising(op: Operator, of: Sql, { from, until }: Range): Sql {
  if (op === '<' || op === '<=') return put`(${of} < ${op === '<' ? from : until})`;
  return put`(${of} >= ${op === '>=' ? from : until})`;
}

function falling(op: Operator, of: Sql, { from, until }: Range, emptyFrom: Sql): Sql {
  if (op === '>' || op === '>=') return put`(${of} < ${op === '>' ? from : until})`;
  return put`(${of} >= ${op === '<' ? until : from} AND ${of} < ${emptyFrom})`;
}
