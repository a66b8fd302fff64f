/**
 * Documents that are made of a record of a work app: kept with a number, or printed at once. Read by `core/record-documents`,
 * which holds what each block means.
 */
import { z } from 'zod';
import { localizedText } from '#kernel/validate';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const fieldCode = z.string().min(1).max(64).describe('code of a field');
const fieldPath = z
  .string()
  .min(1)
  .max(130)
  .describe('code of a field, or `lines.field` of one inside lines');
const placed = z.string().min(1).max(4000).describe('`{code}` stands for the value of a field');

export const blockSchema = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('title'), text: placed.optional() })
    .strict()
    .describe('large, in the middle; without a text the title of the document'),
  z
    .object({ type: z.literal('addressee'), text: placed })
    .strict()
    .describe('宛先, at the left'),
  z
    .object({ type: z.literal('date'), field: fieldCode.optional() })
    .strict()
    .describe('at the right; without a field the day of issue'),
  z.object({ type: z.literal('heading'), text: placed }).strict(),
  z
    .object({
      type: z.literal('text'),
      text: placed,
      align: z.enum(['left', 'center', 'right']).default('left'),
    })
    .strict(),
  z
    .object({
      type: z.literal('fields'),
      fields: z.array(fieldCode).min(1).max(60),
      columns: z.union([z.literal(1), z.literal(2)]).default(1),
    })
    .strict()
    .describe('names and values of fields'),
  z
    .object({ type: z.literal('figures'), fields: z.array(fieldCode).min(1).max(4) })
    .strict()
    .describe('what the paper comes to: values of a few fields in large letters, side by side'),
  z
    .object({
      type: z.literal('grid'),
      columns: z.array(z.string().min(1).max(30)).min(2).max(6).describe('heads, that of the names first'),
      rows: z
        .array(
          z
            .object({
              label: z.string().min(1).max(60),
              cells: z.array(fieldCode.nullable()).max(5).describe('a field a column; null: stays empty'),
              strong: z.boolean().optional().describe('a sum, set apart from the rows above'),
            })
            .strict(),
        )
        .min(1)
        .max(40),
    })
    .strict()
    .describe('fields of the record in rows and columns, e.g. what was judged of each part of a house'),
  z
    .object({
      type: z.literal('lines'),
      field: fieldCode,
      columns: z.array(fieldCode).max(12).default([]).describe('empty: all that fit into a cell'),
    })
    .strict()
    .describe('lines as a table, with their totals'),
  z
    .object({
      type: z.literal('photos'),
      field: fieldPath,
      beside: z
        .array(fieldCode)
        .max(20)
        .default([])
        .describe(
          'fields that stand with the pictures, never apart from them; of the same line inside lines',
        ),
      heading: z.string().min(1).max(60).optional().describe('above the pictures, never apart from them'),
      leaveOut: z
        .boolean()
        .optional()
        .describe('where there is no picture nothing is printed, heading and fields neither'),
    })
    .strict(),
  z
    .object({ type: z.literal('signature'), field: fieldCode })
    .strict()
    .describe('as it was drawn'),
  z
    .object({
      type: z.literal('sum'),
      label: z.string().min(1).max(60),
      field: fieldPath,
      by: z.enum(['sum', 'count', 'average', 'min', 'max']).default('sum'),
    })
    .strict()
    .describe('one line: of a field inside lines its total, of another field its value'),
  z
    .object({ type: z.literal('break') })
    .strict()
    .describe('a new page'),
]);

export const documentSchema = z
  .object({
    id: code,
    title: localizedText,
    orientation: z.enum(['portrait', 'landscape']).default('portrait'),
    numbered: z
      .boolean()
      .default(false)
      .describe('takes 第N号 of the section; a numbered document has no blanks and is never printed unkept'),
    verifiable: z
      .boolean()
      .default(false)
      .describe('numbered ones only: carries a code by which anybody learns whether it is genuine'),
    blocks: z.array(blockSchema).min(1).max(100),
  })
  .strict();
