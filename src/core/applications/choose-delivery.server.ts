import { post } from '#core/exchange.server';
import type { ResidentActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { findApplication, updateDelivery } from './applications.sql.ts';

/** The recipient says how documents are to arrive: electronic delivery counts only by their own choice. */
export async function chooseDelivery(
  tx: Tx,
  actor: ResidentActor,
  applicationId: string,
  delivery: string,
): Promise<Result<unknown>> {
  if (delivery !== 'electronic' && delivery !== 'post') return fail('invalid');
  const application = await findApplication(tx, actor, applicationId);
  if (application === null) return fail('notFound');
  if (await updateDelivery(tx, applicationId, delivery))
    await post(tx, 'application.delivery', { applicationId, delivery });
  return ok();
}
