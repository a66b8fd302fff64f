import { z } from 'zod';
import type { TextOptions } from './contract.ts';

export const textOptions = z
  .object({
    maxLength: z.number().int().min(1).max(2000).default(200).describe('characters, counted as people do'),
    minLength: z.number().int().min(1).optional(),
    keyboard: z
      .enum(['text', 'numeric', 'latin'])
      .optional()
      .describe('keyboard that phones show; the value stays text'),
    autocomplete: z.string().optional().describe('HTML autocomplete token, e.g. organization'),
    width: z
      .enum(['short', 'medium', 'full'])
      .optional()
      .describe('width of the box; hints at the expected length'),
  })
  .strict() satisfies z.ZodType<TextOptions>;
