import { post } from '#core/exchange.server';
import type { ResidentActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { findApplication, insertEvent, markOpened, selectDocuments } from './applications.sql.ts';
import type { ApplicationDocument } from './model.ts';

/** Gives a delivered document to its applicant; the first opening is noted here and told to the office. */
export async function openDocument(
  tx: Tx,
  actor: ResidentActor,
  applicationId: string,
  documentId: string,
): Promise<Result<ApplicationDocument>> {
  const application = await findApplication(tx, actor, applicationId);
  if (application === null) return fail('notFound');
  const document = (await selectDocuments(tx, applicationId)).find((one) => one.id === documentId);
  if (document === undefined) return fail('notFound');
  const openedAt = await markOpened(tx, documentId);
  if (openedAt !== null) {
    await insertEvent(tx, applicationId, 'documentOpened', { title: document.title });
    await post(tx, 'document.opened', { documentId, at: openedAt.toISOString() });
  }
  return ok(document);
}
