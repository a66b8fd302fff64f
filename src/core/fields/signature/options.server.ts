import { z } from 'zod';
import type { SignatureOptions } from './contract.ts';

export const signatureOptions = z
  .object({
    drawnOnly: z
      .boolean()
      .default(false)
      .describe('no tick for a signature on paper: people without a pen or a touch screen cannot fill it in'),
  })
  .strict() satisfies z.ZodType<SignatureOptions>;
