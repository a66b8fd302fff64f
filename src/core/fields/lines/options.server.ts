import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { LinesOptions } from './contract.ts';
import { totalKinds } from './totals.ts';

export const linesShape = {
  min: z.number().int().min(0).max(500).default(0),
  max: z.number().int().min(1).max(500).default(100),
  addLabel: localizedText.optional().describe('on the button, e.g. お子さんを追加する'),
  totals: z
    .array(
      z
        .object({
          by: z.enum(totalKinds),
          field: z
            .string()
            .min(1)
            .max(64)
            .optional()
            .describe('code of a field of the lines; count may do without'),
          label: localizedText.optional().describe('instead of e.g. 金額の合計'),
        })
        .strict()
        .refine(({ by, field }) => by === 'count' || field !== undefined, 'names the field to be added up'),
    )
    .max(20)
    .optional()
    .describe('shown below the lines'),
  itemLabel: localizedText.optional().describe('heads each line with its number, e.g. お子さん'),
};

export const linesOptions = z.object(linesShape).strict() satisfies z.ZodType<LinesOptions>;
