import { z } from 'zod';
import type { LinkOptions } from './contract.ts';
import { linkKinds } from './read-link.ts';

export const linkOptions = z
  .object({
    kinds: z
      .array(z.enum(linkKinds))
      .min(1)
      .default([...linkKinds])
      .describe('web: http and https; mail: mailto; phone: tel'),
    maxLength: z.number().int().min(20).max(4000).default(2000),
  })
  .strict() satisfies z.ZodType<LinkOptions>;
