import { z } from 'zod';
import type { BankAccountOptions } from './contract.ts';

export const bankAccountOptions = z
  .object({
    postal: z.boolean().default(true).describe('takes symbol and number of ゆうちょ銀行 and converts them'),
    own: z.boolean().default(true).describe('an account of the person who types'),
  })
  .strict() satisfies z.ZodType<BankAccountOptions>;
