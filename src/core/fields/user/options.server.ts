import { z } from 'zod';
import { pickShape } from '../pick/options.server.ts';
import type { UserOptions } from './contract.ts';

export const userOptions = z
  .object({
    ...pickShape,
    from: z
      .object({
        departments: z.array(z.string()).min(1).max(50).optional().describe('codes; with all below them'),
        groups: z.array(z.string()).min(1).max(50).optional(),
      })
      .strict()
      .optional()
      .describe('whom one may choose; absent: all staff'),
    initial: z.literal('me').optional().describe('a new record starts with whoever adds it'),
  })
  .strict() satisfies z.ZodType<UserOptions>;
