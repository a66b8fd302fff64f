/** zod schema of a field as written in a pack; options per type come from `options.server.ts`. */
import { z } from 'zod';
import { formulaText, localizedText } from '#kernel/validate';
import { columns } from './columns.ts';
import { classifications, type DefinedField, type FieldType, fieldTypes } from './model.ts';
import { optionSchemas } from './options.server.ts';

const base = {
  id: z
    .number()
    .int()
    .min(1)
    .max(9999)
    .describe('Stable within the app; never give a retired number to another field.'),
  code: z
    .string()
    .regex(/^[\p{L}_][\p{L}\p{N}_ー々〆]*$/u, 'letters, digits and _ (Japanese allowed), no spaces')
    .max(64)
    // Answers by code are objects, and every object answers to these names by itself.
    .refine((code) => !(code in Object.prototype) && code !== 'prototype', 'このコードは使えません。'),
  label: localizedText,
  help: localizedText.optional(),
  classification: z.enum(classifications).optional().describe('never less than the least of the type'),
  required: z.union([z.boolean(), formulaText]).default(false),
  visible: formulaText.optional(),
  checks: z.array(z.object({ rule: formulaText, message: localizedText }).strict()).default([]),
  prefill: z.string().optional(),
};

/** Options may be left out where every one of them has a default. */
function optionsOf(type: FieldType) {
  const schema = optionSchemas[type] as z.ZodObject;
  return schema.safeParse({}).success ? schema.prefault({}) : schema;
}

const one = (type: FieldType) =>
  z.object({ ...base, type: z.literal(type), options: optionsOf(type) }).strict();
const nested = (type: FieldType) =>
  z
    .object({
      ...base,
      type: z.literal(type),
      options: optionsOf(type),
      fields: z.array(lineField).max(60).default([]),
    })
    .strict();

const simpleTypes = fieldTypes.filter((type) => type !== 'lines' && type !== 'household-members');
const simple = simpleTypes.map(one);
/** Belong to a record as a whole; lines have no state, maker or time of their own either. */
const recordOnly: readonly FieldType[] = ['related', 'lookup', 'auto-number'];
const inLines = simpleTypes.filter(
  (type) => !recordOnly.includes(type) && columns[type].system === undefined,
);
const lineField: z.ZodType = z.discriminatedUnion(
  'type',
  inLines.map(one) as [ReturnType<typeof one>, ...ReturnType<typeof one>[]],
);

/** A field of an app: the type decides what `options` may hold. Lines do not nest. */
export const fieldSchema = z.discriminatedUnion('type', [
  ...simple,
  nested('lines'),
  nested('household-members'),
] as unknown as [ReturnType<typeof one>]) as unknown as z.ZodType<DefinedField, DefinedField>;
