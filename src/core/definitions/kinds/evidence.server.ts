/** Something people bring or attach 必要なもの: a card, a certificate, a seal. Named once, asked for by many procedures. */
import { z } from 'zod';
import { definitionId, localizedText } from '#kernel/validate';
import { law } from './law.server.ts';

export const evidenceSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('evidence'),
    id: definitionId.describe('e.g. identity-document, my-number-card, move-out-certificate'),
    title: localizedText.describe('as people know it: 本人確認書類（マイナンバーカード、運転免許証など）'),
    note: localizedText.optional().describe('where to get it, how new it must be, copy or original'),
    issuedBy: localizedText.optional(),
    original: z.boolean().optional().describe('true: a copy does not do'),
    legalBasis: z.array(law).optional(),
    reviewedBy: z.string().optional(),
  })
  .strict();
