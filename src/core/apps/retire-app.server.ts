/** Takes an app out of use and back. Records, history and versions stay; nobody finds the app meanwhile. */
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, auditApp, isWorkApp, openApp } from './desk.server.ts';
import { deleteRetired, insertRetired } from './drafts.sql.ts';

export async function retireApp(
  desk: AppDesk,
  input: { appId: string; reason: string },
): Promise<Result<undefined>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.published === null || !isWorkApp(open.published.body)) return fail('notFound');
  if (!(await insertRetired(desk.tx, input.appId, desk.actor.id!, input.reason.trim().slice(0, 500))))
    return fail('conflict');
  await auditApp(desk, 'app.retire', input.appId);
  return ok();
}

export async function restoreApp(desk: AppDesk, appId: string): Promise<Result<undefined>> {
  if ((await openApp(desk, appId)) === null) return fail('notFound');
  if (!(await deleteRetired(desk.tx, appId))) return fail('conflict');
  await auditApp(desk, 'app.restore', appId);
  return ok();
}
