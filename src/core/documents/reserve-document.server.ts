/** Reserves number and verification code of a document in the transaction of the decision; rendering follows by message. */
import { randomUUID } from 'node:crypto';
import type { Template, Versioned } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Permit } from '#core/protection.server';
import { formatWareki } from '#kernel/dates';
import { ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { composeBlocks, type DocumentData } from './compose.ts';
import { insertDocument } from './documents.sql.ts';
import { numberDocument } from './number-document.server.ts';
import { verificationCode } from './verification-code.server.ts';

export interface DocumentRequest {
  caseId: string;
  decisionId: string | null;
  template: Versioned<Template>;
  department: { code: string; name: string; documentSymbol?: string };
  issuer: string;
  address: string[];
  data: DocumentData;
  reasons: string[];
  appealNotice: string[] | null;
  /** Public origin of the resident side, for the QR code. */
  portalOrigin: string;
  today: string;
  /** What 支援措置 allows of this document; asked in the transaction that issues. */
  permit: Permit;
  replaces?: string;
}

/** Gives the document id. Fails with `conflict` when the template asks for something the data does not hold. */
export async function reserveDocument(tx: Tx, request: DocumentRequest): Promise<Result<string>> {
  const template = request.template.body;
  const { number, ...place } = await numberDocument(tx, request.department, request.today);
  const composed = composeBlocks(
    template,
    { ...request.data, document: { number, date: formatWareki(request.today) } },
    request,
  );
  // The caller's act is undone as a whole (`atomically`), and the number with it.
  if (!composed.ok) return composed;
  const code = verificationCode();
  const id = randomUUID();
  await insertDocument(tx, {
    id,
    caseId: request.caseId,
    decisionId: request.decisionId,
    templateId: template.id,
    templateVersion: request.template.version,
    ...place,
    number,
    title: template.title.ja,
    verificationCode: code,
    data: {
      examination: request.permit.examination,
      title: template.title.ja,
      lang: template.language === 'en' ? 'en' : 'ja',
      number,
      date: formatWareki(request.today),
      address: template.address ? request.address : [],
      // For the letter, should it become one: shown in the window of its cover sheet.
      envelope: request.address,
      sender: template.seal === 'omitted' ? [request.issuer, '（公印省略）'] : [request.issuer],
      verifyUrl: `${request.portalOrigin}/verify/${code}`,
      verifyLead:
        template.language === 'ja'
          ? 'この文書が本物であることは、次のページで確かめられます。'
          : 'この文書が本物であることは、次のページで確かめられます。 This document can be verified at:',
      blocks: composed.value,
    },
    replaces: request.replaces ?? null,
  });
  await post(tx, 'document.render', { documentId: id });
  return ok(id);
}
