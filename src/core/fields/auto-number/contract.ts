/** 自動採番: given by the statement that creates the record, never typed, never changed, never used again. */
import type { FieldContract } from '../contract.ts';

export type AutoNumberOptions = {
  /** See `pattern.ts`. */
  pattern: string;
};

export const autoNumberContract: FieldContract<string, AutoNumberOptions> = {
  readOnly: true,
  classification: 'public',
  missing: 'required.enter',
  parse: (_typed, _name, _field, context) => ({
    value: typeof context.previous === 'string' ? context.previous : null,
    issues: [],
  }),
  validate: () => [],
  toTyped: () => ({}),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
