/** What the table asks for beside its page, as it comes in. */
import { z } from 'zod';

const code = z.string().min(1).max(200);
const position = z.strictObject({
  keys: z.array(z.string().max(4_000).nullable()).max(5),
  id: z.uuid(),
});
const question = z.strictObject({
  view: code.optional(),
  filter: z.string().max(10_000).optional(),
  search: z.string().max(200).optional(),
  sort: z
    .array(z.strictObject({ field: code, descending: z.boolean().optional() }))
    .max(4)
    .optional(),
});

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
]);
export type Ask = z.output<typeof askSchema>;
