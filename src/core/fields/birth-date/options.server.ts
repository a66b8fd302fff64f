import { z } from 'zod';
import type { BirthDateOptions } from './contract.ts';

export const birthDateOptions = z
  .object({
    allowUnknown: z
      .enum(['none', 'day', 'month-and-day'])
      .default('month-and-day')
      .describe('日不詳, 月日不詳'),
    expected: z.boolean().default(false).describe('takes days to come too (出産予定日)'),
    own: z
      .boolean()
      .default(false)
      .describe('the birth date of the person who types: browsers may fill it in'),
  })
  .strict() satisfies z.ZodType<BirthDateOptions>;
