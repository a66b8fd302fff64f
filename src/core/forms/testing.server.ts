/** Helpers of this room's tests: small apps in few words. */
import type { DefinedField, FieldType } from '#core/fields';
import { fieldSchema } from '#core/fields.server';
import type { FormApp, FormContext } from './model.ts';

export const context: FormContext = { today: '2026-11-21', now: '2026-11-21T10:00:00', language: 'ja' };
export const runs = { seed: 20260401, numRuns: 100 };

type Extra = Partial<Omit<DefinedField, 'fields'>> & { fields?: DefinedField[] };

export function field(id: number, code: string, type: FieldType, more: Extra = {}): DefinedField {
  const { options = {}, ...rest } = more;
  const withChoices =
    type === 'choice' || type === 'multiple-choice'
      ? { choices: ['a', 'b', 'c'].map((value) => ({ value, label: { ja: value } })), ...options }
      : options;
  return fieldSchema.parse({
    id,
    code,
    type,
    label: { ja: code },
    options: withChoices,
    ...rest,
  } as DefinedField);
}

export const formula = (id: number, code: string, source: string, more: Extra = {}): DefinedField =>
  field(id, code, 'formula', { ...more, options: { formula: source } });

/** Pages by id, each with codes; formulas need no page. */
export function app(
  fields: DefinedField[],
  pages: Record<string, string[]>,
  more: Partial<FormApp> = {},
): FormApp {
  return {
    id: 'test',
    fields,
    form: {
      pages: Object.entries(pages).map(([id, codes]) => ({
        id,
        title: { ja: id },
        items: codes.map((code) => ({ field: code })),
      })),
    },
    ...more,
  };
}
