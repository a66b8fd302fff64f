/** Date of birth: a day up to today; the day or month may be unknown (生年月日不詳). */
import { isStoredDate, possibleDays } from '#kernel/dates';
import type { FieldContract } from '../contract.ts';
import { type DateOptions, lastPossible, readDay, typedDay } from '../date/contract.ts';
import { printDate } from '../date/print-date.ts';
import { issue } from '../messages.ts';

export type BirthDateOptions = {
  allowUnknown: DateOptions['allowUnknown'];
  /** Also days to come, for 出生予定日. */
  expected: boolean;
  /** Whose: adds the autocomplete token only for the person who types. */
  own: boolean;
};

export const birthDateContract: FieldContract<string, BirthDateOptions> = {
  classification: 'personal',
  missing: 'required.enter',
  parse: (typed, name, field, context) =>
    readDay(typed, name, field.options.allowUnknown ?? 'month-and-day', context),
  validate(value, field, context) {
    if (!isStoredDate(value)) return [issue('date.invalid', context)];
    const late = field.options.expected !== true && possibleDays(value).first > context.today;
    return late ? [issue('date.birthLate', context)] : [];
  },
  toTyped: (value, name) => ({ [name]: [typedDay(value)] }),
  print: (value, _field, language) => printDate(value, language),
  formulaType: 'date',
  toFormula: (value) => lastPossible(value),
};
