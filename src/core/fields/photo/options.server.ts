import { z } from 'zod';
import type { PhotoOptions } from './contract.ts';

export const photoOptions = z
  .object({
    maxFiles: z.number().int().min(1).max(20).default(1),
    maxBytes: z.number().int().min(1000).max(100_000_000).default(10_000_000),
    accept: z.array(z.string().startsWith('image/')).default(['image/jpeg', 'image/png']),
    portrait: z
      .boolean()
      .default(false)
      .describe('a face photo: the front camera is offered, with advice on how to take it'),
  })
  .strict() satisfies z.ZodType<PhotoOptions>;
