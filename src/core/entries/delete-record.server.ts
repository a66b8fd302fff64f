/** Into the trash, where a record lies for 30 days, and out of it again. */
import { currentShapeOf, type Shape, type StoredRecord, selectRecords } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { reachOf } from './grants.ts';
import { mayLeave, standingsIn } from './locks.server.ts';
import { selectSurvivor } from './merges.sql.ts';
import { type EntryError, type Saved, trashDays } from './model.ts';
import { type EntryDesk, type OpenApp, openApp, writerOf } from './open-app.server.ts';
import { isId, permit } from './reach-entry.server.ts';
import { markDeleted, unmarkDeleted } from './trash.sql.ts';
import { takenTwice } from './twins.server.ts';
import { unlessTwice } from './write-guard.sql.ts';

/** `record.delete`. `revision`: the person decided on what they saw; a newer one is shown to them first. */
export async function deleteRecord(
  desk: EntryDesk,
  appId: string,
  id: string,
  revision: number,
): Promise<Result<Saved>> {
  const open = await openApp(desk, appId);
  if (!open.ok) return open;
  const done = await deleted(desk, open.value, id, revision);
  if (done.ok) desk.touched('record', [appId, id], [], 'record.delete');
  return done;
}

/** The same without its audit row. */
export async function deleted(
  desk: EntryDesk,
  open: OpenApp,
  id: string,
  revision: number,
): Promise<Result<Saved>> {
  const shape = await currentShapeOf(desk.tx, open.app.id);
  const record = await lockedRecord(desk, open, shape, id);
  if (record === null || record.deletedAt !== null) return fail('notFound');
  const reach = reachOf(open, id, record.answers);
  const standing = (await standingsIn(desk.tx, open, [id])).get(id);
  const permitted = permit(reach, 'delete');
  if (!permitted.ok) return permitted;
  const free = mayLeave(open, standing, reach.may('manage'));
  if (!free.ok) return free;
  if (record.revision !== revision)
    return fail(
      'conflict',
      'ほかの人がこのレコードを変更しました。最新の内容を確かめてから、削除してください。',
    );
  const next = await markDeleted(desk.tx, shape, record, writerOf(desk));
  return next === null ? fail('conflict') : ok({ id, revision: next, unchanged: false, warnings: [] });
}

/** `record.restore`: for whoever might delete it. */
export async function restoreRecord(
  desk: EntryDesk,
  appId: string,
  id: string,
): Promise<Result<Saved, EntryError>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  const shape = await currentShapeOf(desk.tx, appId);
  const record = await lockedRecord(desk, open, shape, id);
  if (record === null || record.deletedAt === null) return fail('notFound');
  const permitted = permit(reachOf(open, id, record.answers), 'delete');
  if (!permitted.ok) return permitted;
  if (Date.now() - record.deletedAt.getTime() > trashDays * 86_400_000)
    return fail('gone', 'ごみ箱の期限（30日）が過ぎています。');
  if ((await selectSurvivor(desk.tx, appId, id)) !== null)
    return fail('conflict', 'このレコードは、ほかのレコードに統合されました。');
  const next = await unlessTwice(desk.tx, (open.app.work.unique ?? []).length > 0, () =>
    unmarkDeleted(desk.tx, shape, record, writerOf(desk)),
  );
  if (next === null) return takenTwice(desk, open, shape, id, record.answers);
  desk.touched('record', [appId, id], [], 'record.restore');
  return ok({ id, revision: next, unchanged: false, warnings: [] });
}

async function lockedRecord(
  desk: EntryDesk,
  open: OpenApp,
  shape: Shape,
  id: string,
): Promise<StoredRecord | null> {
  if (!isId(id)) return null;
  const ids = new Set(open.fields.map((field) => field.id));
  return (await selectRecords(desk.tx, shape, [id], ids, true)).get(id) ?? null;
}
