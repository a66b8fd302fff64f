/**
 * Ends or replaces what was issued: 取消し and 再交付. Where several persons decide (`process.steps`), one asks and another
 * confirms; where one person decides, that one may.
 */

import { composeAppealNotice, type Proposal } from '#core/documents';
import {
  type DocumentRow,
  dropProposal,
  lockDocument,
  markState,
  markVoid,
  propose,
  reserveDocument,
  selectDocuments,
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
import { type Desk, type OpenCase, openCase } from './open-case.server.ts';

/** Whether a second person has to confirm, as with the decision itself. */
export const needsSecond = (procedure: OpenCase['procedure']): boolean => procedure.process.steps.length > 1;

/** 'go' when the act may be done now; else what to answer: noted for the second person, or refused. */
async function secondPerson(
  desk: Desk,
  open: OpenCase,
  document: DocumentRow,
  act: Proposal['act'],
  reason: string,
): Promise<'go' | Result<unknown>> {
  if (!needsSecond(open.procedure)) return 'go';
  const { proposal } = document;
  if (proposal === null) {
    if (reason === '')
      return fail('invalid', undefined, [{ path: 'reason', message: '理由を書いてください。' }]);
    const { actor } = desk;
    await propose(desk.tx, document.id, {
      act,
      reason,
      postId: actor.postId!,
      staffId: actor.id!,
      name: `${actor.post?.position ?? ''} ${actor.name}`.trim(),
      at: new Date().toISOString(),
    });
    await note(desk, document, act === 'revoke' ? 'proposeRevoke' : 'proposeReissue', reason);
    return ok();
  }
  if (proposal.act !== act) return fail('conflict', 'この文書には、ほかの申し出があります。');
  if (proposal.staffId === desk.actor.id)
    return fail('conflict', '申し出た人のほかに、もう一人の確認が要ります。');
  return 'go';
}

/** Takes back what somebody asked for; anybody who may decide can. */
export async function withdrawProposal(
  desk: Desk,
  caseId: string,
  documentId: string,
): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'case.decide', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  if (document === null || document.case_id !== caseId || document.proposal === null) return fail('notFound');
  await dropProposal(desk.tx, documentId);
  await note(desk, document, 'withdrawProposal', null);
  return ok();
}

/** 取消し: the verification page says so at once; the file stays in the case. */
export async function revokeDocument(
  desk: Desk,
  caseId: string,
  documentId: string,
  reason: string,
): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'case.decide', true);
  if (!open.ok) return open;
  const document = await lockDocument(desk.tx, documentId);
  if (document === null || document.case_id !== caseId) return fail('notFound');
  if (document.state !== 'issued') return fail('conflict', '交付した文書だけを取り消せます。');
  const why = reason.trim() || (document.proposal?.reason ?? '');
  if (why === '')
    return fail('invalid', undefined, [{ path: 'reason', message: '取り消す理由を書いてください。' }]);
  const turn = await secondPerson(desk, open.value, document, 'revoke', why);
  if (turn !== 'go') return turn;
  await dropProposal(desk.tx, documentId);
  await markState(desk.tx, documentId, 'revoked');
  await post(desk.tx, 'document.state', {
    documentId,
    verificationCode: document.verification_code,
    state: 'revoked',
    on: tokyoDate(new Date()),
  });
  await note(desk, document, 'revoke', why);
  return ok();
}

/**
 * 再交付: a new number and code with today's data; the old one is shown as reissued once the new one is there. What became a
 * 欠番 is made anew the same way.
 */
export async function reissueDocument(
  desk: Desk,
  issuer: Pick<Issuer, 'portalOrigin'>,
  caseId: string,
  documentId: string,
  reason = '',
): Promise<Result<unknown>> {
  const opened = await openCase(desk, caseId, 'case.decide', true);
  if (!opened.ok) return opened;
  const open = opened.value;
  const old = await lockDocument(desk.tx, documentId);
  if (old === null || old.case_id !== caseId || open.decision === null) return fail('notFound');
  const lost = old.state === 'void';
  if (old.state !== 'issued' && !lost) return fail('conflict', '交付した文書と欠番だけを作り直せます。');
  if (await isReplaced(desk.tx, old))
    return fail('conflict', 'この文書は、もう作り直してあります。画面を開き直して確かめてください。');
  if (!lost) {
    const turn = await secondPerson(desk, open, old, 'reissue', reason.trim());
    if (turn !== 'go') return turn;
  }
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
    decisionId: lost ? old.decision_id : null,
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
    ...(lost ? {} : { replaces: documentId }),
  });
  if (reserved.ok) {
    await dropProposal(desk.tx, documentId);
    await insertAction(desk.tx, {
      caseId,
      verb: 'reissue',
      actorKind: 'staff',
      postId: desk.actor.postId,
      note: reason.trim() || old.proposal?.reason || null,
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
    const reason = '支援措置の審査のあと作り直すため';
    await markVoid(desk.tx, documentId, { reason, postId: desk.actor.postId });
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

/**
 * A 欠番 is made anew once: another document of the same decision and template stands in for it, be it the one that the 欠番 was to
 * replace. What is issued stays so until its reissue is set: a second one before that would be valid beside the first.
 */
async function isReplaced(tx: Desk['tx'], old: DocumentRow): Promise<boolean> {
  return (await selectDocuments(tx, old.case_id)).some((one) =>
    old.state === 'void'
      ? one.template_id === old.template_id && one.state !== 'void' && one.state !== 'revoked'
      : one.replaces === old.id && one.state !== 'void',
  );
}

async function note(desk: Desk, document: DocumentRow, verb: string, why: string | null): Promise<void> {
  await insertAction(desk.tx, {
    caseId: document.case_id,
    verb,
    actorKind: 'staff',
    postId: desk.actor.postId,
    note: why,
    detail: { documentId: document.id },
  });
}
