import { z } from 'zod';
import type { RichTextOptions } from './contract.ts';

export const richTextOptions = z
  .object({
    maxLength: z.number().int().min(1).max(50_000).default(10_000).describe('characters without the marks'),
    rows: z.number().int().min(3).max(40).default(8).describe('height of the box in lines'),
  })
  .strict() satisfies z.ZodType<RichTextOptions>;
