/** What becomes of a kept paper: revoked 取消し, made anew 再交付, a missing character mended, given up 欠番. */
import { randomUUID } from 'node:crypto';
import { type Glyphs, readSubstitutes, type Substitute } from '#core/documents';
import type { EntryDesk } from '#core/entries.server';
import { post } from '#core/exchange.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { PaperData } from './model.ts';
import { reachPaper, reachTemplate, replacedBy } from './papers-of-record.server.ts';
import {
  endDocument,
  lockRecordDocument,
  mendDocument,
  noteReason,
  selectStandIn,
} from './record-documents.sql.ts';
import { type Reserved, reservePaper } from './reserve.server.ts';

const noReason = (): Result<never> =>
  fail('invalid', undefined, [{ path: 'reason', message: '理由を書いてください。' }]);

/** 取消し of what was issued, or giving up what was not: the number stays, with the reason. */
export async function endPaper(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  documentId: string,
  reason: string,
): Promise<Result<undefined>> {
  const reached = await reachPaper(desk, appId, recordId, documentId, 'edit');
  if (!reached.ok) return reached;
  const { document, record } = reached.value;
  const why = reason.trim();
  if (why === '') return noReason();
  if (document.state === 'revoked' || document.state === 'void')
    return fail('conflict', 'この文書は、すでに取り消されています。');
  const issued = document.state === 'issued';
  await endDocument(desk.tx, document.id, {
    state: issued ? 'revoked' : 'void',
    reason: why,
    by: desk.actor.id,
  });
  if (issued && document.verification_code !== null)
    await post(desk.tx, 'document.state', {
      documentId: document.id,
      verificationCode: document.verification_code,
      state: 'revoked',
      on: tokyoDate(new Date()),
    });
  desk.touched('record', [appId, record.id, document.id], [], issued ? 'document.revoke' : 'document.void');
  return ok();
}

/**
 * 再交付: with today's values and the next number; the old paper ends once the new one is set. Of one paper there is one remake
 * at a time: two of them would both verify as genuine.
 */
export async function reissuePaper(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  documentId: string,
  reason: string,
): Promise<Result<Reserved>> {
  const reached = await reachPaper(desk, appId, recordId, documentId, 'edit');
  if (!reached.ok) return reached;
  const { document } = reached.value;
  const why = reason.trim();
  if (why === '') return noReason();
  if (document.state !== 'issued' && document.state !== 'void')
    return fail('conflict', '交付した文書と欠番だけを作り直せます。');
  const anew = await reachTemplate(desk, appId, recordId, document.template, 'edit');
  if (!anew.ok) return fail('conflict', 'この文書の様式は、今はありません。別の様式で作ってください。');
  const { open, record, template } = anew.value;
  const replaces = replacedBy(document);
  // Two 欠番 may replace the same paper: whoever makes one of them anew waits here for whoever makes the other.
  if (replaces !== document.id) await lockRecordDocument(desk.tx, replaces);
  const standIn = await selectStandIn(desk.tx, document, replaces);
  if (standIn !== null)
    return fail(
      'conflict',
      `この文書は、もう作り直してあります${standIn.number === null ? '' : `（${standIn.number}）`}。画面を開き直して確かめてください。`,
    );
  if (document.state === 'issued') await noteReason(desk.tx, document.id, why);
  const reserved = await reservePaper(desk.tx, open, record, {
    id: randomUUID(),
    template,
    askedBy: desk.actor.id,
    replaces,
  });
  if (reserved.ok) desk.touched('record', [appId, record.id, document.id], ['personal'], 'document.reissue');
  return reserved;
}

/** Prints other characters where no font has the one that is written; the record keeps it as it is. */
export async function mendPaper(
  desk: EntryDesk,
  fonts: Glyphs,
  appId: string,
  recordId: string,
  documentId: string,
  { substitutes, consent }: { substitutes: Readonly<Record<string, string>>; consent: boolean },
): Promise<Result<undefined>> {
  const reached = await reachPaper(desk, appId, recordId, documentId, 'edit');
  if (!reached.ok) return reached;
  const { document, record } = reached.value;
  const { missing, data } = document;
  if (document.state !== 'waiting-repair' || missing === null || data === null) return fail('notFound');
  const { used, issues } = readSubstitutes(missing, substitutes, fonts);
  if (!consent) issues.push({ path: 'consent', message: 'この字で印刷してよいことを確かめてください。' });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const note = `印字できない字を置きかえました：${used.map(([from, to]) => `${from}→${to}`).join('、')}`;
  await mendDocument(desk.tx, document.id, replaced(data, used) as PaperData, note);
  await post(desk.tx, 'record.document', { documentId: document.id });
  desk.touched('record', [appId, record.id, document.id], ['personal'], 'document.mend');
  return ok();
}

function replaced(value: unknown, used: readonly Substitute[]): unknown {
  if (typeof value === 'string') return used.reduce((text, [from, to]) => text.split(from).join(to), value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, used));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, key === 'file' ? one : replaced(one, used)]),
    );
  return value;
}
