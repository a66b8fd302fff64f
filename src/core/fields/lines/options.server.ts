import { z } from 'zod';
import { localizedText } from '#kernel/validate';
import type { LinesOptions } from './contract.ts';

export const linesShape = {
  min: z.number().int().min(0).max(500).default(0),
  max: z.number().int().min(1).max(500).default(100),
  addLabel: localizedText.optional().describe('on the button, e.g. お子さんを追加する'),
  itemLabel: localizedText.optional().describe('heads each line with its number, e.g. お子さん'),
};

export const linesOptions = z.object(linesShape).strict() satisfies z.ZodType<LinesOptions>;
