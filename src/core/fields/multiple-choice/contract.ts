/** Any of several, kept in the order of the choices. */
import { type Choice, choiceLabel } from '../choice/contract.ts';
import type { FieldContract } from '../contract.ts';
import { issue } from '../messages.ts';
import type { Field } from '../model.ts';

export type MultipleChoiceOptions = {
  choices: Choice[];
  min?: number;
  max?: number;
  /** `list`: boxes to tick in a frame that scrolls, for long lists. Absent in definitions of before: auto. */
  display?: 'auto' | 'boxes' | 'list';
};

/** More than this stand in a frame that scrolls unless the definition says otherwise. */
export const openLimit = 15;

export const scrolls = ({ display, choices }: MultipleChoiceOptions): boolean =>
  display === 'list' || (display !== 'boxes' && choices.length > openLimit);

export const multipleChoiceContract: FieldContract<string[], MultipleChoiceOptions> = {
  classification: 'public',
  missing: 'required.choose',
  parse(typed, name, field) {
    const values = inOrder(
      (typed[name] ?? []).filter((value) => value !== ''),
      field,
    );
    return { value: values.length === 0 ? null : values, issues: [] };
  },
  validate(values, field, context) {
    const { choices, min, max } = field.options;
    const known = values.every((value) => choices.some((choice) => choice.value === value));
    if (!known) return [issue('choice.unknown', context)];
    if (min !== undefined && values.length < min) return [issue('choice.few', context, { min })];
    if (max !== undefined && values.length > max) return [issue('choice.many', context, { max })];
    return [];
  },
  toTyped: (values, name) => ({ [name]: [...values] }),
  print: (values, field, language) =>
    values
      .map((value) => choiceLabel(field.options.choices, value, language))
      .join(language === 'en' ? ', ' : '、'),
  formulaType: 'list',
  toFormula: (values) => values,
};

/** Each once, known ones in the order of the choices, then unknown ones so that validate can name them. */
function inOrder(values: readonly string[], field: Field<MultipleChoiceOptions>): string[] {
  const given = new Set(values);
  const known = field.options.choices.map((choice) => choice.value).filter((value) => given.delete(value));
  return [...known, ...given];
}
