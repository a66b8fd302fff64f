import { z } from 'zod';
import type { TimeOptions } from './contract.ts';

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

export const timeOptions = z
  .object({
    min: clock.optional().describe('earliest time, HH:MM'),
    max: clock.optional().describe('latest time, HH:MM'),
    step: z.number().int().min(1).max(720).optional().describe('minutes between times, e.g. 15'),
    picker: z.boolean().default(true).describe("the browser's own clock beside the text box"),
  })
  .strict() satisfies z.ZodType<TimeOptions>;
