/** Carries one approved item out, in one transaction with its audit row. */
import { journalDisposal, markApplied } from '#core/disposals.server';
import { post, read } from '#core/exchange.server';
import { insertAudit } from '#platform/audit.server';
import type { Deliver } from '#platform/outbox.server';
import { decisionId } from './decide-going.server.ts';
import { deleteApplication, deleteCase, endItem, finishList, isHeld, lockDoomed } from './dispose.sql.ts';

/** `journal`: the file outside the database that has the decision before anything goes. */
export async function onDispose({ tx, message }: Deliver, journal: string): Promise<void> {
  const { listId, caseId } = read('case.dispose', message.payload);
  const doomed = await lockDoomed(tx, listId, caseId);
  if (doomed !== null) {
    const held = await isHeld(tx, caseId);
    if (held) await endItem(tx, listId, caseId, { state: 'excluded', reason: '廃棄の停止' });
    else {
      const decision = decisionId(listId, caseId);
      await journalDisposal(tx, journal, decision);
      const { application_id: applicationId, app_id: appId, record_id: recordId } = doomed;
      await deleteCase(tx, { caseId, applicationId, appId, recordId });
      if (applicationId !== null) await post(tx, 'application.dispose', { applicationId });
      await endItem(tx, listId, caseId, { state: 'done', reason: '' });
      await markApplied(tx, decision);
    }
    await insertAudit(
      tx,
      auditOf(held ? 'case.disposalStopped' : 'case.disposed', [caseId, listId], doomed.basis),
    );
  }
  await finishList(tx, listId);
}

export async function onDisposeApplication({ tx, message }: Deliver): Promise<void> {
  const { applicationId } = read('application.dispose', message.payload);
  await deleteApplication(tx, applicationId);
  await insertAudit(tx, auditOf('application.disposed', [applicationId], null));
}

const auditOf = (act: string, ids: string[], purpose: string | null) => ({
  zone: 'worker' as const,
  actorKind: 'system',
  actorId: null,
  postId: null,
  act,
  noun: 'case',
  ids,
  fieldClasses: [],
  purpose,
  requestId: null,
});
