/** A day. Typed in any way people write one; where allowed with month or day unknown (`1945-08-00`). */
import {
  addDays,
  addMonths,
  addYears,
  isPlainDate,
  isStoredDate,
  parseDate,
  possibleDays,
} from '#kernel/dates';
import type { FieldContext, FieldContract, Parsed } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';
import { readLine } from '../read-text.ts';
import { printDate } from './print-date.ts';

export type DateOptions = {
  /** `YYYY-MM-DD`, `today` or `today-3M`, `today+14D`, `today-1Y`. */
  min?: string;
  max?: string;
  allowUnknown: 'none' | 'day' | 'month-and-day';
  /** Adds the browser's own calendar beside the text box. */
  picker: boolean;
};

/** The day that a bound means; undefined when it is not written properly. */
export function boundOn(bound: string | undefined, today: string): string | undefined {
  if (bound === undefined || isPlainDate(bound)) return bound;
  const match = /^today(?:([+-]\d{1,4})([DMY]))?$/.exec(bound);
  if (match === null) return undefined;
  const count = Number(match[1] ?? 0);
  return match[2] === 'Y'
    ? addYears(today, count)
    : match[2] === 'M'
      ? addMonths(today, count)
      : addDays(today, count);
}

/** Reads the text box, or the calendar beside it when the box is blank. */
export function readDay(
  typed: Parameters<FieldContract['parse']>[0],
  name: string,
  allowUnknown: DateOptions['allowUnknown'],
  context: FieldContext,
): Parsed<string> {
  const text = readLine(typed, name) || typedIn(typed, `${name}.picked`);
  if (text === '') return { value: null, issues: [] };
  const parsed = parseDate(text, { today: context.today });
  if (!parsed.ok) {
    const own = context.language === 'ja' ? parsed.error.message : undefined;
    return {
      value: null,
      issues: [own === undefined ? issue('date.invalid', context) : { path: '', message: own }],
    };
  }
  const { date, parts, notice } = parsed.value;
  const known =
    parts.day !== undefined ||
    allowUnknown === 'month-and-day' ||
    (allowUnknown === 'day' && parts.month !== undefined);
  if (!known) return { value: null, issues: [issue('date.incomplete', context)] };
  return { value: date, issues: [], notice };
}

export const dateContract: FieldContract<string, DateOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse: (typed, name, field, context) => readDay(typed, name, field.options.allowUnknown, context),
  validate(value, field, context) {
    if (!isStoredDate(value)) return [issue('date.invalid', context)];
    const { first, last } = possibleDays(value);
    const min = boundOn(field.options.min, context.today);
    const max = boundOn(field.options.max, context.today);
    if (min !== undefined && last < min)
      return [issue('date.early', context, { date: printDate(min, context.language) })];
    if (max !== undefined && first > max)
      return [issue('date.late', context, { date: printDate(max, context.language) })];
    return [];
  },
  toTyped: (value, name) => ({ [name]: [typedDay(value)] }),
  print: (value, _field, language) => printDate(value, language),
  formulaType: 'date',
  toFormula: (value) => lastPossible(value),
};

/** How a stored day stands in its text box: what parse reads back to the same value. */
export function typedDay(value: string): string {
  if (!isStoredDate(value) || isPlainDate(value)) return value;
  const [year, month] = value.split('-').map(Number);
  return month === 0 ? `${year}年月日不詳` : `${year}年${month}月日不詳`;
}

/** Formulas know whole days: of an unknown day the last possible one, so that nobody is counted older than is known. */
export function lastPossible(value: string): string | null {
  return isStoredDate(value) ? possibleDays(value).last : null;
}
