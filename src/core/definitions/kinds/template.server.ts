/** A document template: Typst source that reads only data handed to it, never program code. */
import { z } from 'zod';
import { definitionId, localizedText, plainDate } from '#kernel/validate';

/** A block of an official document, in order. `{…}` places are filled from the document's data. */
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('title'), text: z.string() }).strict(),
  z.object({ type: z.literal('paragraph'), text: z.string() }).strict(),
  z.object({ type: z.literal('record'), heading: z.string().default('記') }).strict(),
  z
    .object({
      type: z.literal('items'),
      rows: z.array(z.object({ label: z.string(), value: z.string() }).strict()).min(1),
    })
    .strict(),
  z
    .object({
      type: z.literal('table'),
      source: z.string().describe('name of a list in the data, e.g. children'),
      columns: z
        .array(
          z
            .object({
              header: z.string(),
              value: z.string(),
              align: z.enum(['left', 'right']).default('left'),
            })
            .strict(),
        )
        .min(1),
    })
    .strict(),
  z.object({ type: z.literal('reasons') }).strict(),
  z.object({ type: z.literal('appeal-notice') }).strict(),
  z.object({ type: z.literal('note'), text: z.string() }).strict(),
]);

export const templateSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('template'),
    id: definitionId,
    effectiveFrom: plainDate,
    title: localizedText,
    language: z.enum(['ja', 'en', 'ja-en']).default('ja'),
    address: z.boolean().default(true).describe('address block for a window envelope'),
    seal: z.enum(['omitted', 'none']).default('omitted').describe('公印省略 printed under the issuer'),
    blocks: z.array(block).min(1),
  })
  .strict();
