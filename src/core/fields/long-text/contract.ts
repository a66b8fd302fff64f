/** Text of several lines. */
import type { FieldContract } from '../contract.ts';
import { warnIndividualNumber } from '../individual-number/warn.ts';
import { characterIssues, lengthIssues, readText } from '../read-text.ts';

export type LongTextOptions = { maxLength: number; minLength?: number; rows: number };

export const longTextContract: FieldContract<string, LongTextOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const value = readText(typed, name);
    return { value: value === '' ? null : value, issues: [], notice: warnIndividualNumber(value, context) };
  },
  validate(value, field, context) {
    const characters = characterIssues(value, context);
    if (characters.length > 0) return characters;
    return lengthIssues(value, field.options.minLength, field.options.maxLength ?? 2000, context);
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
