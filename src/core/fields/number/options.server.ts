import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { NumberOptions } from './contract.ts';

export const numberOptions = z
  .object({
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.number().int().min(0).max(10).default(0).describe('digits after the point at most'),
    unit: localizedText.optional().describe('stands behind the box, e.g. 人, ㎡'),
  })
  .strict() satisfies z.ZodType<NumberOptions>;
