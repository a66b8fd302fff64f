/** Values of the functions over single values: numbers, text, dates. */
import {
  addDays,
  addMonths,
  ageOn,
  diffDays,
  fiscalYearOf,
  formatWareki,
  isPlainDate,
  weekday,
} from '#kernel/dates';
import {
  type Decimal,
  decimal,
  isWhole,
  modulo,
  negate,
  type Rounding,
  round,
  wholeNumber,
} from '#kernel/decimal';
import { hiraganaToKatakana, katakanaToHiragana, lenWithoutVS, splitCharacters } from '#kernel/text';
import { joined, type Run } from './frame.ts';
import { machineFor, matches } from './match.ts';
import type { FunctionName } from './names.ts';
import { asDay, asNumber, asText, isList, localDateTime, printed, text, type Value } from './value.ts';
import { count, type ValueOf } from './value-lists.ts';

/** A function of its arguments' values, whatever row they stand in. */
export type Work = (values: readonly Value[], run: Run) => Value;

const at = (values: readonly Value[], index: number): Value => values[index] ?? null;

/** A function of one text; of empty: empty. */
const ofText =
  (work: (value: string) => Value): Work =>
  (values) => {
    const value = asText(at(values, 0));
    return value === null ? null : work(value);
  };

/** A function of one day; of empty: empty. */
const ofDay =
  (work: (day: string) => Value): Work =>
  (values) => {
    const day = asDay(at(values, 0));
    return day === null ? null : work(day);
  };

/** The whole number in an argument, cut towards zero; null when empty or too large to mean anything. */
function whole(value: Value): number | null {
  const number = asNumber(value);
  return number === null ? null : wholeNumber(number);
}

const rounding =
  (mode: Rounding): Work =>
  (values) => {
    const number = asNumber(at(values, 0));
    const digits = values.length > 1 ? whole(at(values, 1)) : 0;
    return number === null || digits === null ? null : round(number, digits, mode);
  };

/** Part of a text by characters: never inside a surrogate pair or an ideographic variation sequence. */
const part =
  (cut: (chars: string[], numbers: number[]) => string[] | null): Work =>
  (values) => {
    const value = asText(at(values, 0));
    const numbers = values.length === 1 ? [1] : values.slice(1).map(whole);
    if (value === null || numbers.some((number) => number === null || number < 0)) return null;
    return text((cut(splitCharacters(value), numbers as number[]) ?? []).join(''));
  };

const two = (values: readonly Value[], work: (value: string, other: string) => boolean): boolean => {
  const value = asText(at(values, 0));
  const other = asText(at(values, 1));
  return value !== null && other !== null && work(value, other);
};

/** Letters A to Z, half- and full-width, and no others: as every database can. */
const cased = (pattern: RegExp, shift: number): Work =>
  ofText((value) => value.replace(pattern, (char) => String.fromCharCode(char.charCodeAt(0) + shift)));

function makeDate(values: readonly Value[]): Value {
  const parts = values.map((value) => {
    const number = asNumber(value);
    return number !== null && isWhole(number) ? wholeNumber(number) : null;
  });
  const [year = null, month = null, day = null] = parts;
  if (year === null || month === null || day === null || year < 1 || month < 1 || day < 1) return null;
  const pad = (number: number, width: number) => String(number).padStart(width, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isPlainDate(date) ? date : null;
}

/** Years and months beyond the calendar are empty; so are counts that no calendar holds. */
function shifted(day: string, by: number, unit: string): Value {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + (unit === 'Y' ? by * 12 : by);
  if (unit === 'Y' || unit === 'M') {
    return months >= 12 && months < 120_000 ? addMonths(day, unit === 'Y' ? by * 12 : by) : null;
  }
  if (unit !== 'D') return null;
  const days = diffDays('0001-01-01', day) + by;
  return days >= 0 && days <= diffDays('0001-01-01', '9999-12-31') ? addDays(day, by) : null;
}

/** Completed years or months, or days; negative when the end comes first. */
function difference(from: string, to: string, unit: string): number | null {
  if (to < from) {
    const backwards = difference(to, from, unit);
    return backwards === null ? null : -backwards;
  }
  if (unit === 'D') return diffDays(from, to);
  const ended = Number(to.slice(8)) >= Number(from.slice(8)) ? 0 : 1;
  const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const months = month(to) - month(from) - ended;
  return unit === 'M' ? months : unit === 'Y' ? Math.trunc(months / 12) : null;
}

/** First day of the calendar year, fiscal year, month or week (from Monday); empty before the calendar begins. */
export function startOf(day: string, unit: string): Value {
  if (unit === 'M') return `${day.slice(0, 7)}-01`;
  if (unit === 'Y') return `${day.slice(0, 4)}-01-01`;
  if (unit === 'F') {
    const year = fiscalYearOf(day);
    return year < 1 ? null : `${String(year).padStart(4, '0')}-04-01`;
  }
  // 0001-01-01 is a Monday: no week begins before it.
  return unit === 'W' ? addDays(day, -((weekday(day) + 6) % 7)) : null;
}

const unitOf = (value: Value): string => (asText(value) ?? '').toUpperCase();
const absolute = (number: Decimal): Decimal => (number.s < 0 ? negate(number) : number);

export const scalarWorks = {
  ROUND: rounding('half'),
  ROUNDUP: rounding('up'),
  ROUNDDOWN: rounding('down'),
  ABS: (values) => {
    const number = asNumber(at(values, 0));
    return number === null ? null : absolute(number);
  },
  MOD: (values) => {
    const [number, divisor] = [asNumber(at(values, 0)), asNumber(at(values, 1))];
    return number === null || divisor === null ? null : modulo(number, divisor);
  },
  VALUE: ofText((value) => decimal(value.trim().normalize('NFKC').replace(/,/g, ''))),
  CONCAT: (values) => joined(values.map(printed)),
  LEN: (values) => count(lenWithoutVS(asText(at(values, 0)) ?? '')),
  LEFT: part((chars, [length = 0]) => chars.slice(0, length)),
  RIGHT: part((chars, [length = 0]) => (length === 0 ? [] : chars.slice(-length))),
  MID: part((chars, [start = 0, length = 0]) =>
    start < 1 ? null : chars.slice(start - 1, start - 1 + length),
  ),
  CONTAINS: (values) => {
    const list = at(values, 0);
    const wanted = asText(at(values, 1));
    if (isList(list)) return wanted !== null && (list as readonly Value[]).includes(wanted);
    return two(values, (value, other) => value.includes(other));
  },
  STARTSWITH: (values) => two(values, (value, other) => value.startsWith(other)),
  MATCHES: (values, run) =>
    two(values, (value, pattern) => {
      const machine = machineFor(pattern);
      if (machine === null) return false;
      run.left -= Math.floor((value.length * machine.states.length) / 100);
      return run.left >= 0 && matches(machine, value);
    }),
  UPPER: cased(/[a-zａ-ｚ]/g, -32),
  LOWER: cased(/[A-ZＡ-Ｚ]/g, 32),
  KATAKANA: ofText((value) => text(hiraganaToKatakana(value))),
  HIRAGANA: ofText((value) => text(katakanaToHiragana(value))),
  TODAY: (_values, run) => asDay(run.today),
  NOW: (_values, run) => run.now,
  ME: (_values, run) => text(run.actor?.staff ?? ''),
  MYDEPARTMENT: (_values, run) => text(run.actor?.department ?? ''),
  MYDEPARTMENTS: (_values, run) => run.actor?.departments ?? [],
  MYGROUPS: (_values, run) => run.actor?.groups ?? [],
  DATE: makeDate,
  DATEVALUE: (values) => asDay(localDateTime(at(values, 0)) ?? at(values, 0)),
  YEAR: ofDay((day) => count(Number(day.slice(0, 4)))),
  MONTH: ofDay((day) => count(Number(day.slice(5, 7)))),
  DAY: ofDay((day) => count(Number(day.slice(8)))),
  STARTOF: (values) => {
    const day = asDay(at(values, 0));
    return day === null ? null : startOf(day, unitOf(at(values, 1)));
  },
  DATEADD: (values) => {
    const [day, by] = [asDay(at(values, 0)), whole(at(values, 1))];
    return day === null || by === null ? null : shifted(day, by, unitOf(at(values, 2)));
  },
  DATEDIF: (values) => {
    const [from, to] = [asDay(at(values, 0)), asDay(at(values, 1))];
    const result = from === null || to === null ? null : difference(from, to, unitOf(at(values, 2)));
    return result === null ? null : count(result);
  },
  AGE: (values, run) => {
    const birth = asDay(at(values, 0));
    const on = values.length > 1 ? asDay(at(values, 1)) : asDay(run.today);
    return birth === null || on === null || on < birth ? null : count(ageOn(birth, on));
  },
  FISCALYEAR: ofDay((day) => count(fiscalYearOf(day))),
  WAREKI: ofDay((day) => text(formatWareki(day))),
} satisfies Partial<Record<FunctionName, Work>>;

const of =
  (work: Work): ValueOf =>
  (args, frame) =>
    work(
      args.map((arg) => arg(frame)),
      frame.run,
    );

export const scalarFunctions = Object.fromEntries(
  Object.entries(scalarWorks).map(([name, work]) => [name, of(work)]),
) as Record<keyof typeof scalarWorks, ValueOf>;
