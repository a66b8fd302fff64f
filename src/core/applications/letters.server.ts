/** What an applicant may still do with what was sent: write to the office, or withdraw. */

import { post } from '#core/exchange.server';
import type { ResidentActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import { normaliseTyped } from '#kernel/text';
import type { Tx } from '#platform/db.server';
import { insertEvent, insertMessage, lockApplication, updateWithdrawn } from './applications.sql.ts';
import type { Application, ApplicationState } from './model.ts';

const over: ApplicationState[] = ['decided', 'refused', 'issued', 'withdrawn', 'closed'];

/** Before the decision only; afterwards the office has to be asked. */
export function mayWithdraw(application: Pick<Application, 'state'>): boolean {
  return !over.includes(application.state);
}

export async function withdraw(
  tx: Tx,
  actor: ResidentActor,
  id: string,
  reason: string,
): Promise<Result<undefined>> {
  const application = await lockApplication(tx, actor, id);
  if (application === null) return fail('notFound');
  if (application.state === 'withdrawn') return ok();
  if (!mayWithdraw(application)) return fail('conflict');
  await updateWithdrawn(tx, id);
  const at = await insertEvent(tx, id, 'withdrawn');
  await post(tx, 'application.withdrawn', {
    applicationId: id,
    at: at.toISOString(),
    reason: normaliseTyped(reason).slice(0, 1000),
  });
  return ok();
}

export const longestMessage = 2000;

export async function sendMessage(
  tx: Tx,
  actor: ResidentActor,
  id: string,
  typed: string,
): Promise<Result<undefined>> {
  const application = await lockApplication(tx, actor, id);
  if (application === null) return fail('notFound');
  const body = normaliseTyped(typed);
  if (body === '' || [...body].length > longestMessage) return fail('invalid');
  const at = await insertMessage(tx, id, body);
  await post(tx, 'application.message', { applicationId: id, at: at.toISOString(), body });
  return ok();
}
