/** A language of the resident side: its URL prefix and every sentence of the screens. Adding one touches no code. */
import { z } from 'zod';

export const languageSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('language'),
    id: z.string().regex(/^[a-z]{2}(-[a-z]+)?$/),
    name: z.string().min(1).describe('in the language itself'),
    htmlLang: z.string().min(2),
    order: z.number().int(),
    texts: z.record(z.string(), z.string()),
  })
  .strict();

export const packSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('pack'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: z.object({ ja: z.string(), en: z.string().optional() }).strict(),
    licence: z.string(),
    requires: z.array(z.string()).default([]),
  })
  .strict();
