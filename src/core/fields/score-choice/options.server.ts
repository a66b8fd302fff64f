import { z } from 'zod';
import { choiceSchema, uniqueChoices } from '../choice/options.server.ts';
import type { ScoreChoiceOptions } from './contract.ts';

const scoreChoice = choiceSchema
  .extend({
    points: z
      .number()
      .min(-1_000_000)
      .max(1_000_000)
      .multipleOf(0.0001)
      .describe('what formulas see; decimals and negative numbers too'),
  })
  .strict();

export const scoreChoiceOptions = z
  .object({
    choices: uniqueChoices(z.array(scoreChoice).min(1).max(100)),
    display: z
      .enum(['auto', 'radio', 'select'])
      .default('auto')
      .describe('auto: radio buttons up to 7, else a list'),
    showPoints: z.boolean().default(true).describe('whether people see what a choice is worth'),
  })
  .strict() satisfies z.ZodType<ScoreChoiceOptions>;
