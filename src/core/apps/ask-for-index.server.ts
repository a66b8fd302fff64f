/** 「この一覧を速くする」: whoever builds an app asks for an index, sees how it gets on, and takes it back. */
import type { IndexParts } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, auditApp, isWorkApp, openApp } from './desk.server.ts';
import { deleteIndexAsk, insertIndexAsk } from './index-asks.sql.ts';

/** Of one app: every index makes each write slower. */
export const mostAsks = 4;

/** `key` is that of the index (core/views): asking twice is asking once. */
export async function askForIndex(
  desk: AppDesk,
  appId: string,
  ask: { key: string; parts: IndexParts },
): Promise<Result<undefined>> {
  const app = await openApp(desk, appId);
  if (app?.published == null || !isWorkApp(app.published.body)) return fail('notFound');
  if (!(await insertIndexAsk(desk.tx, { appId, ...ask, by: desk.actor.id! }, mostAsks)))
    return fail(
      'conflict',
      `速くできる一覧は、一つのアプリで${mostAsks}つまでです。使わなくなったものをやめてください。`,
    );
  await auditApp(desk, 'app.index.ask', appId);
  return ok();
}

/** The worker drops the index, unless a view calls for it. */
export async function takeBackIndex(desk: AppDesk, appId: string, key: string): Promise<Result<undefined>> {
  if ((await openApp(desk, appId)) === null) return fail('notFound');
  if (!(await deleteIndexAsk(desk.tx, appId, key))) return fail('conflict');
  await auditApp(desk, 'app.index.drop', appId);
  return ok();
}
