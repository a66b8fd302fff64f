import { z } from 'zod';
import type { FileOptions } from './contract.ts';

export const fileOptions = z
  .object({
    maxFiles: z.number().int().min(1).max(50).default(5),
    maxBytes: z.number().int().min(1000).max(100_000_000).default(10_000_000).describe('of one file'),
    accept: z
      .array(z.string())
      .default(['image/jpeg', 'image/png', 'application/pdf'])
      .describe('media types'),
  })
  .strict() satisfies z.ZodType<FileOptions>;
