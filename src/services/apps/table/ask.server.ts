/** What the table asks for beside its page, as it comes in. */
import { z } from 'zod';
import { mostSaved } from './model.ts';

const code = z.string().min(1).max(200);
const fieldId = z.string().regex(/^\d{1,9}$/);
const position = z.strictObject({
  keys: z.array(z.string().max(4_000).nullable()).max(5),
  id: z.uuid(),
});
const question = z.strictObject({
  view: code.optional(),
  whole: z.boolean().optional(),
  filter: z.string().max(10_000).optional(),
  search: z.string().max(200).optional(),
  sort: z
    .array(z.strictObject({ field: code, descending: z.boolean().optional() }))
    .max(4)
    .optional(),
});

/** What the page that prints is given; null: no page of ours sent it. */
export function questionIn(text: unknown): z.output<typeof question> | null {
  try {
    return question.safeParse(JSON.parse(String(text))).data ?? null;
  } catch {
    return null;
  }
}

export const askSchema = z.discriminatedUnion('kind', [
  /** A new question, from its beginning. */
  z.strictObject({ kind: z.literal('open'), question }),
  /** Rows behind, before or from a position on. */
  z.strictObject({
    kind: z.literal('page'),
    question,
    after: position.optional(),
    before: position.optional(),
    from: position.optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  /** Positions at even distances, to jump to in a long list. */
  z.strictObject({ kind: z.literal('positions'), question, parts: z.int().min(2).max(1_000) }),
  z.strictObject({ kind: z.literal('totals'), question }),
  /** Cells that were changed: values that were read, or texts of a block that was pasted. */
  z.strictObject({
    kind: z.literal('cells'),
    columns: z.array(code).max(100),
    rows: z
      .array(
        z.strictObject({
          id: z.uuid(),
          revision: z.int().min(1),
          values: z.record(fieldId, z.json()).default({}),
          texts: z.record(fieldId, z.string().max(100_000)).default({}),
        }),
      )
      .min(1)
      .max(mostSaved),
  }),
  /** Whether the list is as fast as it can be; for those who build the app. `slow`: it took long just now. */
  z.strictObject({ kind: z.literal('speed'), question, slow: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('quicken'), question }),
  z.strictObject({ kind: z.literal('slower'), question, key: code }),
  /** What can be asked of the records, for the builder of conditions. */
  z.strictObject({ kind: z.literal('conditions'), question }),
  /** The question as it stands becomes a view. */
  z.strictObject({
    kind: z.literal('keep'),
    question,
    title: z.string().max(200),
    shared: z.boolean(),
  }),
  /** What may be chosen in a cell: all there is where that is little, else what a search finds. */
  z.strictObject({ kind: z.literal('choices'), field: code, text: z.string().max(200).optional() }),
]);
export type Ask = z.output<typeof askSchema>;
