import { z } from 'zod';
import type { MoneyOptions } from './contract.ts';

export const moneyOptions = z
  .object({
    min: z.number().default(0),
    max: z.number().default(999_999_999_999),
    decimals: z.number().int().min(0).max(10).default(0),
  })
  .strict() satisfies z.ZodType<MoneyOptions>;
