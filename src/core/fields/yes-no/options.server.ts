import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { YesNoOptions } from './contract.ts';

export const yesNoOptions = z
  .object({
    yes: localizedText.optional().describe('instead of はい'),
    no: localizedText.optional().describe('instead of いいえ'),
  })
  .strict() satisfies z.ZodType<YesNoOptions>;
