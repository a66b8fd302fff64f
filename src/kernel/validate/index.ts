/** zod schemas that every kind of definition shares. Not for browser scripts: zod is heavier than what they need. */
import { z } from 'zod';

export const localizedText = z
  .object({
    ja: z.string().min(1),
    'ja-easy': z.string().min(1).optional(),
    en: z.string().min(1).optional(),
  })
  .catchall(z.string().min(1))
  .describe(
    'Text for people: Japanese, and where given やさしい日本語 (ja-easy), English and further languages.',
  );

/** `YYYY-MM-DD` of a day that exists. */
export const plainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD')
  .refine((text) => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  }, 'a day that does not exist');

/** Identifier of a definition: lower-case words joined by hyphens. */
export const definitionId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** A formula as written in packs: spreadsheet syntax over field codes. */
export const formulaText = z
  .string()
  .min(1)
  .max(4000)
  .describe('Formula in spreadsheet syntax over field codes.');
