/** Taking a view away, and bringing it back within 30 days. */
import type { OpenApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { eraseDeleted, lockSaved, markDeleted } from './saved-views.sql.ts';
import { mayShare } from './views-for.server.ts';

export const deleteView = (open: OpenApp, id: string): Promise<Result<void>> => moved(open, id, true);
export const restoreView = (open: OpenApp, id: string): Promise<Result<void>> => moved(open, id, false);

async function moved(open: OpenApp, id: string, away: boolean): Promise<Result<void>> {
  const { actor, tx } = open.desk;
  const row = await lockSaved(tx, open.app.id, id, !away);
  if (row === null || actor.id === null) return fail('notFound');
  if (row.shared ? !mayShare(open) : row.owner_staff_id !== actor.id) return fail('notFound');
  await markDeleted(tx, id, actor.id, away);
  if (away) await eraseDeleted(tx, open.app.id);
  return ok(undefined);
}
