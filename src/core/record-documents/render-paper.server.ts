/** The worker's half: one kept paper is set, once. Throws when that fails for now, so that the message comes again. */
import { noteNumbers, type Signing } from '#core/documents.server';
import { readByProcess } from '#core/entries.server';
import { post, read } from '#core/exchange.server';
import { tokyoDate } from '#kernel/dates';
import type { AppError } from '#kernel/errors';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { type FileStore, keepFile } from '#platform/files.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import type { Pdf } from '#platform/pdf.server';
import type { SignatureFacts } from '#platform/signing';
import { holdsBack } from './gather.server.ts';
import type { PaperData } from './model.ts';
import {
  endDocument,
  insertDocumentAct,
  lockRecordDocument,
  markDocumentIssued,
  type RecordDocumentRow,
  waitForRepair,
} from './record-documents.sql.ts';
import { type PaperTools, setPaper, wordsOf } from './set-paper.server.ts';

export interface RenderingTools {
  pdf: Pdf;
  files: FileStore;
  portalOrigin: string;
  signing?: ((municipality: string) => Promise<Signing | undefined>) | undefined;
  /** Journal of issued numbers of a municipality, outside the database. */
  numbersOf?: (municipality: string) => string;
}

/** Tries of one message before a paper that cannot be set loses its number. */
const tries = 3;

export function recordDocumentHandlers(tools: RenderingTools): Handlers {
  return { 'record.document': { zone: 'staff', handle: (deliver) => onPaper(deliver, tools) } };
}

async function onPaper({ tx, municipality, message }: Deliver, tools: RenderingTools): Promise<void> {
  const { documentId } = read('record.document', message.payload);
  const row = await lockRecordDocument(tx, documentId);
  // Idempotent: what was set is never set again.
  if (row === null || row.state !== 'rendering' || row.data === null) return;
  const found = await readByProcess({ tx, municipality }, row.app_id, row.record_id);
  if (found === null) return giveUp(tx, row, null, 'レコードがなくなったため');
  const first = found.open.app.work.process?.states[0]?.id ?? null;
  if (!row.omitted && (await holdsBack(tx, found.open, row.record_id)))
    return giveUp(tx, row, first, '作る間に支援措置の対象となったため。作り直すと、住所などを省きます');
  const { missing } = tools.pdf.checkGlyphs(wordsOf(row.data));
  if (missing.length > 0) {
    await waitForRepair(tx, row.id, missing);
    await tell(
      tx,
      row,
      first,
      '文書を止めています',
      '印字できない文字があります。レコードの画面で直してください。',
    );
    return;
  }
  const paper = { pdf: tools.pdf, files: tools.files.of(municipality) };
  const verifyUrl =
    row.verification_code === null ? null : `${tools.portalOrigin}/verify/${row.verification_code}`;
  const set = await setPaper(paper, row.data, { verifyUrl });
  if (!set.ok) {
    if (!lasting(set.error) || message.attempts + 1 < tries)
      throw new Error(`setting a paper failed: ${set.error.code}`);
    return giveUp(tx, row, first, '紙面に組めないため（写真のファイルが読めない、など）');
  }
  await issue(tx, row, row.data, await signed(set.value.bytes, await tools.signing?.(municipality)), {
    paper,
    journal: tools.numbersOf?.(municipality),
  });
}

/** What lies in the paper itself; a timeout or a process that died says nothing about it. */
const lasting = ({ code }: AppError): boolean => code === 'internal' || code === 'notFound';

interface Signed {
  bytes: Uint8Array;
  facts: SignatureFacts | null;
}

/** The city's signature, where it has one; when it cannot be made now the message is tried again. */
async function signed(bytes: Uint8Array, signing: Signing | undefined): Promise<Signed> {
  if (signing === undefined) return { bytes, facts: null };
  const made = await signing.signer.sign(bytes);
  if (!made.ok) throw new Error(`signing a paper failed: ${made.error.code}`);
  return made.value;
}

async function issue(
  tx: Tx,
  row: RecordDocumentRow,
  data: PaperData,
  { bytes, facts }: Signed,
  { paper, journal }: { paper: PaperTools; journal: string | undefined },
): Promise<void> {
  const kept = await keepFile(tx, paper.files, bytes, {
    name: `${row.number ?? row.title}.pdf`,
    allowed: ['application/pdf'],
    maxBytes: 50_000_000,
    own: true,
  });
  if (!kept.ok) throw new Error(`keeping a paper failed: ${kept.error.code}`);
  const { sha256 } = kept.value;
  const { department, fiscal_year: fiscalYear, serial } = row;
  // Outside the database before anybody can hold the paper.
  if (journal !== undefined && department !== null && fiscalYear !== null && serial !== null)
    await noteNumbers(journal, [{ department, fiscalYear, serial }]);
  const issuedAt = await markDocumentIssued(tx, row.id, { sha256, bytes: bytes.byteLength });
  if (row.verification_code !== null)
    await post(tx, 'document.issued', {
      applicationId: null,
      documentId: row.id,
      number: row.number ?? '',
      title: row.title,
      sha256,
      bytes: bytes.byteLength,
      issuedAt: issuedAt.toISOString(),
      issuer: data.issuer,
      verificationCode: row.verification_code,
      signature: facts,
    });
  await replaceOld(tx, row, issuedAt);
  await audit(tx, row, 'document.issue');
}

/** The old paper ends once the new one is there, and not before. */
async function replaceOld(tx: Tx, row: RecordDocumentRow, issuedAt: Date): Promise<void> {
  const old = row.replaces === null ? null : await lockRecordDocument(tx, row.replaces);
  if (old?.state !== 'issued') return;
  await endDocument(tx, old.id, {
    state: 'revoked',
    reason: old.reason ?? '作り直したため',
    by: row.asked_by,
  });
  if (old.verification_code !== null)
    await post(tx, 'document.state', {
      documentId: old.id,
      verificationCode: old.verification_code,
      state: 'reissued',
      on: tokyoDate(issuedAt),
    });
}

/** Its number is a 欠番 with the reason. `first`: the first state of the process; null: there is none, and no log. */
async function giveUp(tx: Tx, row: RecordDocumentRow, first: string | null, reason: string): Promise<void> {
  await endDocument(tx, row.id, { state: 'void', reason, by: null });
  await tell(tx, row, first, '文書を作れませんでした', reason);
  await audit(tx, row, 'document.void');
}

async function tell(tx: Tx, row: RecordDocumentRow, first: string | null, title: string, note: string) {
  if (first === null) return;
  const name = [row.title, row.number].filter((part) => part !== null).join(' ');
  await insertDocumentAct(tx, {
    appId: row.app_id,
    recordId: row.record_id,
    first,
    title: `自動：${title}`,
    note: `${name}：${note}`,
  });
}

function audit(tx: Tx, row: RecordDocumentRow, act: string): Promise<void> {
  return insertAudit(tx, {
    zone: 'staff',
    actorKind: 'system',
    actorId: null,
    postId: null,
    act,
    noun: 'record',
    ids: [row.app_id, row.record_id, row.id],
    fieldClasses: [],
    purpose: 'process',
    requestId: null,
  });
}
