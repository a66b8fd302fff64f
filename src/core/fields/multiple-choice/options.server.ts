import { z } from 'zod';
import { choicesSchema } from '../choice/options.server.ts';
import type { MultipleChoiceOptions } from './contract.ts';

export const multipleChoiceOptions = z
  .object({
    choices: choicesSchema,
    min: z.number().int().min(1).optional(),
    max: z.number().int().min(1).optional(),
  })
  .strict() satisfies z.ZodType<MultipleChoiceOptions>;
