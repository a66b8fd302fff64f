import { z } from 'zod';
import type { PhoneOptions } from './contract.ts';

export const phoneOptions = z
  .object({
    own: z.boolean().default(true).describe('the number of the person who types: browsers may fill it in'),
  })
  .strict() satisfies z.ZodType<PhoneOptions>;
