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
    hidden: z.boolean().optional().describe('kept for staff, never shown on the form'),
  })
  .strict() satisfies z.ZodType<FormulaOptions>;
