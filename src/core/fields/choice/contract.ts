/** One of several. */
import { type LocalizedText, pick } from '#kernel/localized';
import type { FieldContract } from '../contract.ts';
import { issue } from '../messages.ts';
import { readLine } from '../read-text.ts';

export type Choice = { value: string; label: LocalizedText; help?: LocalizedText };
export type ChoiceOptions = { choices: Choice[]; display: 'auto' | 'radio' | 'select' };

/** Up to this many stand as radio buttons unless the definition says otherwise. */
export const radioLimit = 7;

export function showsRadios(options: ChoiceOptions): boolean {
  return (
    options.display === 'radio' || (options.display !== 'select' && options.choices.length <= radioLimit)
  );
}

export function choiceLabel(choices: readonly Choice[], value: string, language: string): string {
  const choice = choices.find((each) => each.value === value);
  return choice === undefined ? value : pick(choice.label, language).text;
}

export const choiceContract: FieldContract<string, ChoiceOptions> = {
  classification: 'public',
  missing: 'required.choose',
  parse(typed, name) {
    const value = readLine(typed, name);
    return { value: value === '' ? null : value, issues: [] };
  },
  validate(value, field, context) {
    return field.options.choices.some((choice) => choice.value === value)
      ? []
      : [issue('choice.unknown', context)];
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value, field, language) => choiceLabel(field.options.choices, value, language),
  formulaType: 'text',
  toFormula: (value) => value,
};
