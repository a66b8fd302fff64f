/** Text of several lines. */
import { findIndividualNumbers } from '#kernel/numbers';
import type { FieldContract } from '../contract.ts';
import { say } from '../messages.ts';
import { characterIssues, lengthIssues, readText } from '../read-text.ts';

export type LongTextOptions = { maxLength: number; minLength?: number; rows: number };

export const longTextContract: FieldContract<string, LongTextOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const value = readText(typed, name);
    const notice =
      findIndividualNumbers(value).length > 0 ? say('text.individualNumber', context) : undefined;
    return { value: value === '' ? null : value, issues: [], notice };
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
