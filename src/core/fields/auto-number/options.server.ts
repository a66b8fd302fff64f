import { z } from 'zod';
import type { AutoNumberOptions } from './contract.ts';
import { type PatternProblem, readPattern } from './pattern.ts';

const says: Record<PatternProblem, string> = {
  none: 'no place for the running number, such as {0000}',
  several: 'more than one place for the running number',
  touching: 'a sign that is no digit must stand between the running number and what is beside it, such as -',
  broken: 'a brace without its partner, or an empty place',
};

export const autoNumberOptions = z
  .object({
    pattern: z
      .string()
      .min(1)
      .max(80)
      .superRefine((pattern, context) => {
        const { problem } = readPattern(pattern);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: says[problem] });
      })
      .describe(
        '{0000} the running number with at least so many digits; {年度} R7, {西暦年度} 2025, {年} 2026, {所属} department that creates, {区} its ward, {code} a field of the app; each combination counts for itself',
      ),
  })
  .strict() satisfies z.ZodType<AutoNumberOptions>;
