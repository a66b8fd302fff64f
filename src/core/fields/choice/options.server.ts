import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { ChoiceOptions } from './contract.ts';

export const choiceSchema = z
  .object({
    value: z.string().min(1).max(100).describe('what formulas compare with and records keep'),
    label: localizedText,
    help: localizedText.optional(),
  })
  .strict();

export const uniqueChoices = <S extends z.ZodType<{ value: string }[]>>(choices: S): S =>
  choices.refine((all) => new Set(all.map((choice) => choice.value)).size === all.length, 'a value twice');

export const choicesSchema = uniqueChoices(z.array(choiceSchema).min(1).max(500));

export const choiceOptions = z
  .object({
    choices: choicesSchema,
    display: z
      .enum(['auto', 'radio', 'select'])
      .default('auto')
      .describe('auto: radio buttons up to 7, else a list'),
  })
  .strict() satisfies z.ZodType<ChoiceOptions>;
