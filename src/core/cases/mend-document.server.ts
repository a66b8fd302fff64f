/** Repair of characters no font can print, revocation and reissue. */

import { composeAppealNotice } from '#core/documents';
import {
  closeRepairTask,
  lockDocument,
  markState,
  reserveDocument,
  selectRepairTask,
  updateData,
} from '#core/documents.server';
import { post } from '#core/exchange.server';
import { withoutSecrets } from '#core/protection';
import { permitIssue } from '#core/protection.server';
import { loadRecord } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { atomically } from '#platform/db.server';
import { documentDataOf, envelopeOf, issuerOf } from './document-data.ts';
import { type Issuer, issueFor } from './issue-case.server.ts';
import { insertAction } from './log.sql.ts';
import { type Desk, openCase } from './open-case.server.ts';

export interface RepairView {
  id: string;
  characters: { character: string; codePoint: string }[];
}

/** Prints substitutes where the person agreed; who noted the consent is kept, the record keeps the name as written. */
export async function repairDocument(
  desk: Desk,
  caseId: string,
  documentId: string,
  substitutes: Record<string, string>,
  consent: boolean,
): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'case.work', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  const task = await selectRepairTask(desk.tx, documentId);
  if (document === null || document.case_id !== caseId || task === null) return fail('notFound');
  const missing = task.characters.filter((one) => !substitutes[one.character]);
  if (missing.length > 0)
    return fail(
      'invalid',
      undefined,
      missing.map((one) => ({ path: one.codePoint, message: '代わりの文字を入れてください。' })),
    );
  if (!consent)
    return fail('invalid', undefined, [{ path: 'consent', message: '本人の同意を確かめてください。' }]);
  await updateData(desk.tx, documentId, replaceAll(document.data, substitutes));
  await closeRepairTask(desk.tx, task.id, substitutes, desk.actor.postId!);
  await insertAction(desk.tx, {
    caseId,
    verb: 'repair',
    actorKind: 'staff',
    postId: desk.actor.postId,
    detail: { documentId },
  });
  await post(desk.tx, 'document.render', { documentId });
  return ok();
}

function replaceAll(value: unknown, substitutes: Record<string, string>): unknown {
  if (typeof value === 'string') {
    return Object.entries(substitutes).reduce((text, [from, to]) => text.split(from).join(to), value);
  }
  if (Array.isArray(value)) return value.map((one) => replaceAll(one, substitutes));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceAll(one, substitutes)]));
  }
  return value;
}

/** 取消し: the verification page says so at once; the file stays in the case. */
export async function revokeDocument(
  desk: Desk,
  caseId: string,
  documentId: string,
  reason: string,
): Promise<Result<unknown>> {
  if (reason.trim() === '')
    return fail('invalid', undefined, [{ path: 'reason', message: '取り消す理由を書いてください。' }]);
  const open = await openCase(desk, caseId, 'case.decide', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  if (document === null || document.case_id !== caseId) return fail('notFound');
  if (document.state !== 'issued') return fail('conflict', '交付した文書だけを取り消せます。');
  await markState(desk.tx, documentId, 'revoked');
  await post(desk.tx, 'document.state', {
    documentId,
    verificationCode: document.verification_code,
    state: 'revoked',
    on: tokyoDate(new Date()),
  });
  await insertAction(desk.tx, {
    caseId,
    verb: 'revoke',
    actorKind: 'staff',
    postId: desk.actor.postId,
    note: reason.trim(),
    detail: { documentId },
  });
  return ok();
}

/** 再交付: a new number and code with today's data; the old one is shown as reissued once the new one is there. */
export async function reissueDocument(
  desk: Desk,
  issuer: Pick<Issuer, 'portalOrigin'>,
  caseId: string,
  documentId: string,
): Promise<Result<unknown>> {
  const opened = await openCase(desk, caseId, 'case.decide', true);
  if (!opened.ok) return opened;
  const open = opened.value;
  const old = await lockDocument(desk.tx, documentId);
  if (old === null || old.case_id !== caseId || open.decision === null) return fail('notFound');
  if (old.state !== 'issued') return fail('conflict', '交付した文書だけを再交付できます。');
  const permitted = await permitIssue(desk.tx, caseId, {
    refusing: open.decision.outcome === 'refused',
    paper: true,
    postId: desk.actor.postId,
  });
  if (!permitted.ok) return permitted;
  const permit = permitted.value;
  const today = tokyoDate(new Date());
  const organisation = open.definitions.organisation(today);
  const template = open.definitions.template(old.template_id, { version: old.template_version });
  const record = await loadRecord(desk.tx, open.app, open.row.record_id);
  if (template === null || record === null) return fail('notFound');
  const department = organisation.departments.find((one) => one.code === open.row.department) ?? {
    code: open.row.department,
    name: open.row.department,
  };
  const reserved = await reserveDocument(desk.tx, {
    caseId,
    // One live document per decision and template: the new one hangs on the case until the old is revoked.
    decisionId: null,
    template,
    department,
    issuer: issuerOf(open.procedure, organisation),
    address: envelopeOf(open.app, record.answers, permit),
    data: documentDataOf({
      row: open.row,
      app: open.app,
      procedure: open.procedure,
      organisation,
      answers: record.answers,
      decision: open.decision,
      today,
      permit,
    }),
    reasons: withoutSecrets(
      open.decision.reasons === '' ? [] : open.decision.reasons.split('\n'),
      permit.secrets,
    ),
    appealNotice: composeAppealNotice(open.procedure.appeal, open.decision.outcome),
    portalOrigin: issuer.portalOrigin,
    today,
    permit,
    replaces: documentId,
  });
  if (reserved.ok) {
    await insertAction(desk.tx, {
      caseId,
      verb: 'reissue',
      actorKind: 'staff',
      postId: desk.actor.postId,
      detail: { documentId },
    });
  }
  return reserved;
}

/**
 * A document held back by 支援措置 at rendering: once an officer examined the case its number becomes void 欠番 and, where the
 * decision has no other document, a new one is made as the examination allows.
 */
export function releaseHeld(
  desk: Desk,
  issuer: Pick<Issuer, 'portalOrigin'>,
  caseId: string,
  documentId: string,
): Promise<Result<unknown>> {
  return atomically(desk.tx, async () => {
    const opened = await openCase(desk, caseId, 'case.decide', true);
    if (!opened.ok) return opened;
    const held = await lockDocument(desk.tx, documentId);
    if (held === null || held.case_id !== caseId) return fail('notFound');
    if (held.state !== 'held') return fail('conflict', '発行を止めている文書ではありません。');
    await markState(desk.tx, documentId, 'void');
    await insertAction(desk.tx, {
      caseId,
      verb: 'releaseHeld',
      actorKind: 'staff',
      postId: desk.actor.postId,
      detail: { documentId },
    });
    return opened.value.row.state === 'decided' ? issueFor(desk, issuer, opened.value) : ok();
  });
}
