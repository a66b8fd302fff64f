import { z } from 'zod';
import type { LongTextOptions } from './contract.ts';

export const longTextOptions = z
  .object({
    maxLength: z.number().int().min(1).max(20_000).default(2000),
    minLength: z.number().int().min(1).optional(),
    rows: z.number().int().min(2).max(30).default(5).describe('height of the box in lines'),
  })
  .strict() satisfies z.ZodType<LongTextOptions>;
