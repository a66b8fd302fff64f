import { z } from 'zod';
import { definitionId } from '#kernel/validate';
import { pickShape } from '../pick/options.server.ts';
import type { ReferenceOptions } from './contract.ts';

export const referenceOptions = z
  .object({
    ...pickShape,
    app: definitionId.describe('the other work app; never changes'),
    detail: z
      .array(z.string())
      .max(3)
      .optional()
      .describe('codes of its fields that stand beside its title when one is chosen'),
  })
  .strict() satisfies z.ZodType<ReferenceOptions>;
