/** That a case goes is also a decision which no restore may undo: written here, journaled and repeated by core/disposals. */
import { type DisposalHandlers, decideDisposal, disposalId } from '#core/disposals.server';
import type { Tx } from '#platform/db.server';
import {
  deleteApplication,
  deleteCase,
  dropMessages,
  endItems,
  selectDecision,
  selectGone,
} from './dispose.sql.ts';

export const decisionId = (listId: string, caseId: string): string => disposalId('case', listId, caseId);

/** In the transaction of the second approval, or of the word that the archives received it. */
export async function decideGoing(tx: Tx, listId: string, caseId: string, transfer: boolean): Promise<void> {
  const found = await selectDecision(tx, listId, caseId);
  if (found === null) return;
  await decideDisposal(tx, {
    id: decisionId(listId, caseId),
    kind: transfer ? 'transfer' : found.kind === 'erasure' ? 'erasure' : 'disposal',
    noun: 'case',
    ids: [caseId, ...(found.application_id === null ? [] : [found.application_id])],
    decidedBy: found.decided_by,
    basis: found.basis,
  });
}

/**
 * After a restore: cases and applications by id go again, whichever of the two the backup knew, and messages on their way
 * that would bring them back.
 */
export const retentionDisposals: DisposalHandlers = {
  async case(tx, { ids }) {
    for (const one of await selectGone(tx, ids)) await deleteCase(tx, one);
    for (const id of ids) await deleteApplication(tx, id);
    await dropMessages(tx, ids);
    await endItems(tx, ids);
  },
};
