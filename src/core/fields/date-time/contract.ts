/** A day and a time on Japan's clock, `YYYY-MM-DDTHH:MM:SS`; the column is the instant. */
import { isPlainDate, parseDateTime } from '#kernel/dates';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { boundOn } from '../date/contract.ts';
import { printDate } from '../date/print-date.ts';
import { issue } from '../messages.ts';
import { readLine } from '../read-text.ts';
import { printDateTime, stampForm } from './print-date-time.ts';

export type DateTimeOptions = {
  /** Days: `YYYY-MM-DD`, `today` or `today-3M`, `today+14D`, `today-1Y`; both count. */
  min?: string;
  max?: string;
  /** Adds the browser's own calendar beside the text box. */
  picker: boolean;
  /** What a new record starts with: the minute it is begun. */
  initial?: 'now';
};

export const dateTimeContract: FieldContract<string, DateTimeOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = readLine(typed, name) || typedIn(typed, `${name}.picked`);
    if (text === '') return { value: null, issues: [] };
    const read = parseDateTime(text, { today: context.today });
    if (read.ok) return { value: read.value.dateTime, issues: [], notice: read.value.notice };
    const own = context.language === 'ja' ? read.error.message : undefined;
    return {
      value: null,
      issues: [own === undefined ? issue('dateTime.invalid', context) : { path: '', message: own }],
    };
  },
  validate(value, field, context) {
    const day = typeof value === 'string' ? stampForm.exec(value)?.[1] : undefined;
    if (day === undefined || !isPlainDate(day)) return [issue('dateTime.invalid', context)];
    const min = boundOn(field.options.min, context.today);
    const max = boundOn(field.options.max, context.today);
    if (min !== undefined && day < min)
      return [issue('dateTime.early', context, { date: printDate(min, context.language) })];
    if (max !== undefined && day > max)
      return [issue('dateTime.late', context, { date: printDate(max, context.language) })];
    return [];
  },
  toTyped: (value, name) => ({ [name]: [value.replace('T', ' ').replace(/:00$/, '')] }),
  print: (value, _field, language) => printDateTime(value, language),
  formulaType: 'datetime',
  toFormula: (value) => value,
  initial: ({ options }, { now }) => (options.initial === 'now' ? `${now.slice(0, 16)}:00` : null),
};
