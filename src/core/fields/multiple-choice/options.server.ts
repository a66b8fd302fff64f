import { z } from 'zod';
import { choicesSchema } from '../choice/options.server.ts';
import type { MultipleChoiceOptions } from './contract.ts';

export const multipleChoiceOptions = z
  .object({
    choices: choicesSchema,
    min: z.number().int().min(1).optional(),
    max: z.number().int().min(1).optional(),
    display: z
      .enum(['auto', 'boxes', 'list'])
      .default('auto')
      .describe('list: boxes to tick in a frame that scrolls; auto: from 16 choices on'),
  })
  .strict() satisfies z.ZodType<MultipleChoiceOptions>;
