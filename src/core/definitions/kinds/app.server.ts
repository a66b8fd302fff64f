/** An app: fields (its shape) and the form people meet (its behaviour). */
import { z } from 'zod';
import { fieldSchema } from '#core/fields.server';
import { definitionId, formulaText, localizedText, plainDate } from '#kernel/validate';
import { workSchema } from './work.server.ts';

/** What stands on a page of a form, in order. */
const pageItem = z.union([
  z.object({ field: z.string().describe('code of a field') }).strict(),
  z.object({ heading: localizedText }).strict(),
  z.object({ guidance: localizedText, visible: formulaText.optional() }).strict(),
]);

const page = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    title: localizedText,
    lead: localizedText.optional(),
    visible: formulaText.optional(),
    minutes: z
      .number()
      .min(0.5)
      .max(60)
      .default(1)
      .describe('how long this page takes most people, for "あと5分ほど"'),
    items: z.array(pageItem).min(1),
  })
  .strict();

export const appSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('app'),
    id: definitionId,
    title: localizedText,
    description: localizedText.optional(),
    effectiveFrom: plainDate.describe(
      'behaviour (form, rules) holds from this day; the shape is applied at once',
    ),
    standardisedSystem: z
      .enum(['in-scope', 'out-of-scope', 'own-measure'])
      .describe('relation to the 20 standardised systems: 対象内, 対象外, 独自施策'),
    individualNumberBasis: z
      .string()
      .optional()
      .describe('番号法 article; without it no individual-number field is allowed'),
    fields: z.array(fieldSchema).min(1).max(2000),
    form: z.object({ pages: z.array(page).min(1).max(200) }).strict(),
    /** Codes of fields whose text staff search cases by, and what lists show. */
    applicant: z
      .object({
        name: z.string(),
        birthDate: z.string().optional(),
        address: z.string().optional(),
        mail: z.string().optional(),
        phone: z.string().optional(),
      })
      .strict()
      .optional()
      .describe('which fields (codes) tell who applies; an app behind a procedure needs it'),
    work: workSchema.optional().describe('of a work app: records that staff keep, without a procedure'),
    summary: z.array(z.string()).max(8).default([]).describe('codes shown at the top of a case'),
  })
  .strict();
