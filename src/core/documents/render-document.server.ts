/** Renders one reserved document: characters checked against the fonts, PDF/UA-1, kept in the file store. */
import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { mayRender } from '#core/protection.server';
import type { Tx } from '#platform/db.server';
import { type CityFiles, keepFile } from '#platform/files.server';
import type { Json, Pdf } from '#platform/pdf.server';
import { qrSvg } from '#platform/qr';
import { textOf } from './compose.ts';
import { type DocumentRow, insertRepairTask, lockDocument, markIssued, markState } from './documents.sql.ts';
import { noticeSource } from './notice.typ.ts';
import type { IssuedNumber } from './number-journal.server.ts';
import { markVoid } from './numbers.sql.ts';
import { type Signing, signDocument } from './sign-document.server.ts';

export type Rendered =
  | { outcome: 'issued'; document: DocumentRow }
  /** Its signature cannot be made now; it is tried again. */
  | { outcome: 'waiting' }
  /** It cannot be set at all: the number is a 欠番. */
  | { outcome: 'void'; document: DocumentRow; reason: string }
  | { outcome: 'repair' }
  /** A protection measure was recorded since the decision: an officer examines before it goes out. */
  | { outcome: 'held' }
  | { outcome: 'done-before' };

interface NoticeData {
  verifyUrl: string;
  sender: string[];
  /** By which strict examination it was permitted; null where none was needed. */
  examination?: string | null;
  [key: string]: unknown;
}

export interface RenderTools {
  pdf: Pdf;
  files: CityFiles;
  signing?: Signing | undefined;
  /** Keeps the number outside the database before anybody can hold the paper. */
  noteNumber?: ((number: IssuedNumber) => Promise<void>) | undefined;
}

/** Tries of one message before a document that cannot be set loses its number. */
const tries = 3;

/** Idempotent: a document that was issued stays as it is. Throws when rendering fails, so that the message is tried again. */
export async function renderDocument(
  tx: Tx,
  tools: RenderTools,
  documentId: string,
  applicationId: (caseId: string) => Promise<string | null>,
  failures = 0,
): Promise<Rendered> {
  const document = await lockDocument(tx, documentId);
  if (document === null || document.state !== 'rendering') return { outcome: 'done-before' };
  const { examination = null, ...data } = document.data as NoticeData;
  if (!(await mayRender(tx, document.case_id, examination))) {
    await markState(tx, documentId, 'held');
    return { outcome: 'held' };
  }
  const { missing } = tools.pdf.checkGlyphs(textOf(data));
  if (missing.length > 0) {
    await insertRepairTask(tx, randomUUID(), documentId, missing);
    await markState(tx, documentId, 'waiting-repair');
    return { outcome: 'repair' };
  }
  const rendered = await tools.pdf.renderPdf({
    source: noticeSource,
    data: { ...data, qr: qrSvg(data.verifyUrl) } as Json,
    standard: 'ua-1',
  });
  if (!rendered.ok) {
    // Only what lies in the document itself; a timeout or a process that died says nothing about it.
    if (rendered.error.code !== 'internal' || failures + 1 < tries)
      throw new Error(`rendering failed: ${rendered.error.code}`);
    const reason = '紙面に組めないため（宛先が窓に入らない、など）';
    await markVoid(tx, documentId, { reason, postId: null });
    return { outcome: 'void', document, reason };
  }
  const signed = await signDocument(tx, tools.signing, document, rendered.value.bytes);
  if (signed === null) return { outcome: 'waiting' };
  const { bytes, facts } = signed;
  const kept = await keepFile(tx, tools.files, bytes, {
    name: `${document.number}.pdf`,
    allowed: ['application/pdf'],
    maxBytes: 20_000_000,
    own: true,
  });
  if (!kept.ok) throw new Error(`keeping the document failed: ${kept.error.code}`);
  const { department, fiscal_year: fiscalYear, serial } = document;
  await tools.noteNumber?.({ department, fiscalYear, serial });
  const issuedAt = await markIssued(tx, documentId, {
    sha256: kept.value.sha256,
    bytes: bytes.byteLength,
    signature: facts,
  });
  await post(tx, 'document.issued', {
    applicationId: await applicationId(document.case_id),
    documentId,
    number: document.number,
    title: document.title,
    sha256: kept.value.sha256,
    bytes: bytes.byteLength,
    issuedAt: issuedAt.toISOString(),
    issuer: data.sender[0] ?? '',
    verificationCode: document.verification_code,
    signature: facts,
  });
  if (document.replaces !== null) {
    const old = await lockDocument(tx, document.replaces);
    if (old !== null) {
      await markState(tx, old.id, 'revoked');
      await post(tx, 'document.state', {
        documentId: old.id,
        verificationCode: old.verification_code,
        state: 'reissued',
        on: issuedAt.toISOString().slice(0, 10),
      });
    }
  }
  return { outcome: 'issued', document };
}
