import { z } from 'zod';
import { type CodeScanOptions, codeFormats } from './contract.ts';

export const codeScanOptions = z
  .object({
    formats: z
      .array(z.enum(codeFormats))
      .min(1)
      .default(['qr_code', 'code_128', 'code_39', 'ean_13'])
      .describe('kinds of codes the camera looks for; fewer are found faster'),
    maxLength: z.number().int().min(1).max(2000).default(200),
    digits: z
      .array(z.number().int().min(1).max(100))
      .min(1)
      .max(10)
      .optional()
      .describe('digits only, of one of these lengths, e.g. [13]'),
  })
  .strict() satisfies z.ZodType<CodeScanOptions>;
