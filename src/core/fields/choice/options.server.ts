import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { ChoiceOptions } from './contract.ts';

export const choicesSchema = z
  .array(
    z
      .object({
        value: z.string().min(1).max(100).describe('what formulas compare with and records keep'),
        label: localizedText,
        help: localizedText.optional(),
      })
      .strict(),
  )
  .min(1)
  .max(500)
  .refine(
    (choices) => new Set(choices.map((choice) => choice.value)).size === choices.length,
    'a value twice',
  );

export const choiceOptions = z
  .object({
    choices: choicesSchema,
    display: z
      .enum(['auto', 'radio', 'select'])
      .default('auto')
      .describe('auto: radio buttons up to 7, else a list'),
  })
  .strict() satisfies z.ZodType<ChoiceOptions>;
