import { z } from 'zod';
import type { MailOptions } from './contract.ts';

export const mailOptions = z
  .object({
    own: z.boolean().default(true).describe('the address of the person who types: browsers may fill it in'),
  })
  .strict() satisfies z.ZodType<MailOptions>;
