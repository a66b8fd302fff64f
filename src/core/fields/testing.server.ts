/** Helpers of this room's tests. */
import { completeField } from './complete.ts';
import type { FieldContext } from './contract.ts';
import { contracts } from './contracts.ts';
import type { DefinedField, Field, FieldType, Json, Typed } from './model.ts';
import { fieldSchema } from './schema.server.ts';

export const runs = { seed: 20260401, numRuns: 200 };
export const context: FieldContext = { today: '2026-11-21', language: 'ja' };

/** A whole field of a type, its options filled in as the loader does. */
export function fieldOf(
  type: FieldType,
  options: Record<string, unknown> = {},
  more: Partial<DefinedField> = {},
): Field {
  return completeField(
    fieldSchema.parse({ id: 1, code: '項目', type, label: { ja: '項目' }, options, ...more } as DefinedField),
  );
}

export const parse = (field: Field, typed: Typed, previous?: Json) =>
  contracts[field.type].parse(typed, 'f1', field, { ...context, previous });

/** What one typed text becomes, with the messages of reading and checking it. */
export function read(
  field: Field,
  text: string | Record<string, string>,
): { value: Json; messages: string[]; paths: string[]; notice?: string } {
  const typed: Typed =
    typeof text === 'string'
      ? { f1: [text] }
      : Object.fromEntries(Object.entries(text).map(([part, each]) => [`f1.${part}`, [each]]));
  const { value, issues, notice } = parse(field, typed);
  const all = [...issues, ...(value === null ? [] : contracts[field.type].validate(value, field, context))];
  return { value, messages: all.map(({ message }) => message), paths: all.map(({ path }) => path), notice };
}

/** parse is the inverse of toTyped. */
export function comesBack(field: Field, value: Json): Json {
  return parse(field, contracts[field.type].toTyped(value, 'f1', field), value).value;
}
