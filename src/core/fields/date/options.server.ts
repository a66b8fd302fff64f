import { z } from 'zod';
import { plainDate } from '#kernel/validate';
import type { DateOptions } from './contract.ts';

export const dateBound = z
  .union([plainDate, z.string().regex(/^today(?:[+-]\d{1,4}[DMY])?$/)])
  .describe('YYYY-MM-DD, or relative: today, today-3M, today+14D, today-1Y');

export const dateOptions = z
  .object({
    min: dateBound.optional(),
    max: dateBound.optional(),
    allowUnknown: z.enum(['none', 'day', 'month-and-day']).default('none').describe('日不詳, 月日不詳'),
    picker: z.boolean().default(true).describe('shows the calendar of the browser beside the text box'),
  })
  .strict() satisfies z.ZodType<DateOptions>;
