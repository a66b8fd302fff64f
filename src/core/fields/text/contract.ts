/** One line of text. */
import type { FieldContract } from '../contract.ts';
import { warnIndividualNumber } from '../individual-number/warn.ts';
import { characterIssues, lengthIssues, readLine } from '../read-text.ts';

export type TextOptions = {
  maxLength: number;
  minLength?: number;
  /** Which keyboard phones show; the value stays text. */
  keyboard?: 'text' | 'numeric' | 'latin';
  /** HTML autocomplete token, e.g. `organization`. */
  autocomplete?: string;
  width?: 'short' | 'medium' | 'full';
};

export const textContract: FieldContract<string, TextOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const value = readLine(typed, name);
    return { value: value === '' ? null : value, issues: [], notice: warnIndividualNumber(value, context) };
  },
  validate(value, field, context) {
    const characters = characterIssues(value, context);
    if (characters.length > 0) return characters;
    return lengthIssues(value, field.options.minLength, field.options.maxLength ?? 200, context);
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
