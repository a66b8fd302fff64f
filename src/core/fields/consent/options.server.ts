import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { ConsentOptions } from './contract.ts';

export const consentOptions = z
  .object({
    statement: localizedText.describe('what is agreed to; stands in full above the box'),
    agree: localizedText.optional().describe('beside the box instead of 同意します'),
  })
  .strict() satisfies z.ZodType<ConsentOptions>;
