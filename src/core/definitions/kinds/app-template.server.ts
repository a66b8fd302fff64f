/** A work app to begin from: everything but whose it is and who may use it, which each city decides when it begins one. */
import { z } from 'zod';
import { definitionId, localizedText } from '#kernel/validate';
import { appSchema } from './app.server.ts';
import { workSchema } from './work.server.ts';

export const appTemplateSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('app-template'),
    id: definitionId,
    title: localizedText,
    description: localizedText.describe('what it is good for, in one or two sentences'),
    order: z.number().int().min(0).max(999).default(100).describe('place among the templates offered'),
    audience: z
      .enum(['department', 'readers', 'everyone'])
      .default('department')
      .describe(
        'who uses it unless said otherwise: the section alone; the section, and everybody reads; everybody',
      ),
    app: z
      .object({
        ...appSchema.pick({ fields: true, form: true, standardisedSystem: true, summary: true }).shape,
        work: workSchema.pick({ title: true, views: true, unique: true, legalBasis: true }),
      })
      .strict(),
  })
  .strict();
