import { z } from 'zod';
import { definitionId } from '#kernel/validate';
import type { RelatedOptions } from './contract.ts';

const code = z.string().min(1).max(64);

export const relatedOptions = z
  .object({
    app: definitionId.describe('the other work app'),
    by: code.optional().describe('code of its reference field that points to this app'),
    match: z
      .object({ own: code, theirs: code })
      .strict()
      .optional()
      .describe('or two fields, here and there, that hold the same value'),
    show: z.array(code).min(1).max(10).describe('codes of its fields, as columns'),
    sort: z
      .object({ field: code, descending: z.boolean().optional() })
      .strict()
      .optional()
      .describe('absent: newest first'),
    limit: z.number().int().min(1).max(50).default(10).describe('rows shown at once'),
  })
  .strict()
  .refine(
    ({ by, match }) => (by === undefined) !== (match === undefined),
    'give either by or match',
  ) satisfies z.ZodType<RelatedOptions>;
