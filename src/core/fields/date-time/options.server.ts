import { z } from 'zod';
import { dateBound } from '../date/options.server.ts';
import type { DateTimeOptions } from './contract.ts';

export const dateTimeOptions = z
  .object({
    min: dateBound.optional().describe('earliest day'),
    max: dateBound.optional().describe('latest day'),
    picker: z.boolean().default(true).describe("the browser's own calendar beside the text box"),
    initial: z.literal('now').optional().describe('a new record starts with the minute it is begun'),
  })
  .strict() satisfies z.ZodType<DateTimeOptions>;
