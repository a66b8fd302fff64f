import { z } from 'zod';
import { formulaText, localizedText } from '#kernel/validate';
import type { FormulaOptions } from './contract.ts';

export const formulaOptions = z
  .object({
    formula: formulaText,
    result: z
      .enum(['text', 'number', 'boolean', 'date', 'datetime'])
      .optional()
      .describe('found by the checker when absent'),
    unit: localizedText.optional(),
    pinned: z
      .boolean()
      .optional()
      .describe('stays in sight at the foot of the form while it is filled in, as a score does'),
    hidden: z.boolean().optional().describe('kept for staff, never shown on the form'),
  })
  .strict() satisfies z.ZodType<FormulaOptions>;
