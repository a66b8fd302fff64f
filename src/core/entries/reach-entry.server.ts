/** Finds one record for an act. What the person may not see does not exist; what was merged leads to its survivor. */
import type { RecordAct } from '#core/definitions';
import { selectSeated } from '#core/record-process/state.server';
import { loadRecord, type StoredRecord } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { type Reach, reachOf } from './grants.ts';
import { selectSurvivor } from './merges.sql.ts';
import { type EntryDesk, type OpenApp, openApp } from './open-app.server.ts';

export interface Reached {
  open: OpenApp;
  record: StoredRecord;
  reach: Reach;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => uuid.test(text);

/** A living record that may be seen, and acted on as told; not locked: whoever writes asks again of the locked row. */
export async function reachEntry(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
  id: string,
  act: RecordAct = 'view',
): Promise<Result<Reached>> {
  const open = await openApp(desk, appId);
  if (!open.ok) return open;
  if (!isId(id)) return fail('notFound');
  const record = await livingRecord(desk, open.value, id);
  if (record === null) return fail('notFound');
  const reach = reachOf(open.value, record.id, record.answers, await isSeated(desk, open.value, record.id));
  const permitted = permit(reach, act);
  return permitted.ok ? ok({ open: open.value, record, reach }) : permitted;
}

/** Whether the process of the record has a seat for the person; asked only where they have one in some record of the app. */
export async function isSeated(
  { tx }: Pick<EntryDesk, 'tx'>,
  { app, seats }: Pick<OpenApp, 'app' | 'seats'>,
  id: string,
): Promise<boolean> {
  return (await selectSeated(tx, app.id, [id], seats)).has(id);
}

/** Null where there is none; a merged one is its survivor. */
async function livingRecord(
  { tx }: Pick<EntryDesk, 'tx'>,
  { app }: OpenApp,
  id: string,
): Promise<StoredRecord | null> {
  const record = await loadRecord(tx, app, id);
  if (record !== null && record.deletedAt === null) return record;
  const survivor = await selectSurvivor(tx, app.id, id);
  const found = survivor === null ? null : await loadRecord(tx, app, survivor);
  return found === null || found.deletedAt !== null ? null : found;
}

const refusals: Partial<Record<RecordAct, string>> = {
  edit: 'このレコードを変更することはできません。',
  delete: 'このレコードを削除することはできません。',
};

/** Out of sight looks like nothing there; in sight, the answer says what is not allowed. */
export function permit(reach: Reach, act: RecordAct): Result<undefined> {
  if (!reach.may('view')) return fail('notFound');
  if (act !== 'view' && !reach.may(act)) return fail('forbidden', refusals[act] ?? 'この操作はできません。');
  return ok();
}
