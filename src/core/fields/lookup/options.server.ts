import { z } from 'zod';
import { definitionId } from '#kernel/validate';
import type { LookupOptions } from './contract.ts';

const code = z.string().min(1).max(64);

export const lookupOptions = z
  .object({
    app: definitionId.describe('the other work app'),
    key: code.describe('code of its field that people know records by; best one whose values are unique'),
    copy: z
      .array(
        z
          .object({
            from: code.describe('a field there'),
            to: code.describe('a field here'),
            locked: z.boolean().optional().describe('cannot be changed by hand here'),
          })
          .strict(),
      )
      .max(50)
      .default([]),
  })
  .strict() satisfies z.ZodType<LookupOptions>;
