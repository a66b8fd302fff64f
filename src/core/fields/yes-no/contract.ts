/** はい or いいえ; nothing is chosen beforehand. */
import { type LocalizedText, pick } from '#kernel/localized';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { say } from '../messages.ts';

export type YesNoOptions = { yes?: LocalizedText; no?: LocalizedText };

export const yesNoContract: FieldContract<boolean, YesNoOptions> = {
  classification: 'public',
  missing: 'required.choose',
  parse(typed, name) {
    const value = typedIn(typed, name);
    return { value: value === 'yes' ? true : value === 'no' ? false : null, issues: [] };
  },
  validate: () => [],
  toTyped: (value, name) => ({ [name]: [value ? 'yes' : 'no'] }),
  print(value, field, language) {
    const own = value ? field.options.yes : field.options.no;
    return own === undefined ? say(value ? 'yes' : 'no', { language }) : pick(own, language).text;
  },
  formulaType: 'boolean',
  toFormula: (value) => value,
};
