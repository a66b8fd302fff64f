/** Renewing and ending: proposed by one officer with a reason, confirmed by another. Until then the measure holds. */
import { randomUUID } from 'node:crypto';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { lockMeasures } from './matches.sql.ts';
import { insertHistory, selectMeasure } from './measures.sql.ts';
import { tellPortal } from './owner-only.server.ts';
import {
  answerProposalRow,
  endTerm,
  extendTerm,
  insertProposal,
  selectOpenProposal,
} from './proposals.sql.ts';
import type { Bureau } from './record-measure.server.ts';

export async function proposeChange(
  { tx, actor }: Bureau,
  measureId: string,
  input: { kind: 'renew' | 'end'; validTo: string | null; reason: string },
): Promise<Result<unknown>> {
  const reason = input.reason.trim();
  if (reason === '')
    return fail('invalid', undefined, [{ path: 'reason', message: '理由を書いてください。' }]);
  const measure = await selectMeasure(tx, measureId);
  if (measure === null) return fail('notFound');
  if (measure.ended_at !== null) return fail('conflict', 'もう終了した支援措置です。');
  const validTo = input.kind === 'renew' ? input.validTo : null;
  if (
    input.kind === 'renew' &&
    (validTo === null || validTo <= measure.valid_to || validTo < tokyoDate(new Date()))
  )
    return fail('invalid', undefined, [
      { path: 'validTo', message: 'いまの期限より後の、これからの日を入れてください。' },
    ]);
  const id = randomUUID();
  const inserted = await insertProposal(tx, {
    id,
    measureId,
    kind: input.kind,
    validTo,
    reason,
    postId: actor.postId!,
    staffId: actor.id!,
  });
  if (!inserted) return fail('conflict', 'ほかの人の提案が確認を待っています。');
  await insertHistory(tx, {
    measureId,
    act: `propose-${input.kind}`,
    postId: actor.postId!,
    detail: { reason, ...(validTo === null ? {} : { validTo }) },
  });
  return ok();
}

/** The second person. Whoever proposed may take it back (decline), never confirm. */
export async function answerProposal(
  { tx, actor }: Bureau,
  measureId: string,
  outcome: 'confirmed' | 'declined',
): Promise<Result<unknown>> {
  await lockMeasures(tx);
  const proposal = await selectOpenProposal(tx, measureId, true);
  if (proposal === null) return fail('conflict', '確認を待っている提案はありません。');
  if (outcome === 'confirmed' && proposal.proposed_staff === actor.id)
    return fail('conflict', '提案した人は、自分で確認できません。別の担当者が確認します。');
  await answerProposalRow(tx, proposal.id, { outcome, postId: actor.postId!, staffId: actor.id! });
  if (outcome === 'confirmed') {
    if (proposal.kind === 'renew') await extendTerm(tx, measureId, proposal.valid_to!);
    else await endTerm(tx, measureId);
  }
  await insertHistory(tx, {
    measureId,
    act: `${outcome}-${proposal.kind}`,
    postId: actor.postId!,
    detail: { reason: proposal.reason },
  });
  await tellPortal(tx, measureId);
  return ok();
}
