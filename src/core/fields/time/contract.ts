/** A time of day, `HH:MM`. Typed in any way people write one; formulas see the same text, which compares as times do. */
import { isPlainTime, parseTime } from '#kernel/dates';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';
import { readLine } from '../read-text.ts';
import { printTime } from './print-time.ts';

export type TimeOptions = {
  /** `HH:MM`. */
  min?: string;
  max?: string;
  /** Minutes between times that may be chosen, counted from midnight. */
  step?: number;
  /** Adds the browser's own clock beside the text box. */
  picker: boolean;
};

export const timeContract: FieldContract<string, TimeOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = readLine(typed, name) || typedIn(typed, `${name}.picked`);
    if (text === '') return { value: null, issues: [] };
    const read = parseTime(text);
    if (read.ok) return { value: read.value, issues: [] };
    const own = context.language === 'ja' ? read.error.message : undefined;
    return {
      value: null,
      issues: [own === undefined ? issue('time.invalid', context) : { path: '', message: own }],
    };
  },
  validate(value, field, context) {
    if (!isPlainTime(value)) return [issue('time.invalid', context)];
    const { min, max, step } = field.options;
    if (min !== undefined && value < min) return [issue('time.early', context, { time: min })];
    if (max !== undefined && value > max) return [issue('time.late', context, { time: max })];
    return step !== undefined && minutesOf(value) % step !== 0 ? [issue('time.step', context, { step })] : [];
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value, _field, language) => printTime(value, language),
  formulaType: 'text',
  toFormula: (value) => value,
};

const minutesOf = (value: string): number => Number(value.slice(0, 2)) * 60 + Number(value.slice(3));
