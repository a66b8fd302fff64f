/** A statement to agree with; only true or empty. */
import type { LocalizedText } from '#kernel/localized';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { say } from '../messages.ts';

export type ConsentOptions = { statement: LocalizedText; agree?: LocalizedText };

export const consentContract: FieldContract<boolean, ConsentOptions> = {
  classification: 'public',
  missing: 'required.consent',
  parse: (typed, name) => ({ value: typedIn(typed, name) === 'yes' ? true : null, issues: [] }),
  validate: () => [],
  toTyped: (value, name): Record<string, string[]> => (value ? { [name]: ['yes'] } : {}),
  print: (value, _field, language) => (value ? say('agreed', { language }) : ''),
  formulaType: 'boolean',
  toFormula: (value) => value,
};
