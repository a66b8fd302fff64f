/** Takes one's own last change of a record back: its difference the other way round, as a new revision. */
import type { Answers } from '#core/fields';
import {
  applyDiff,
  type Diff,
  flatten,
  type HistoryRow,
  isSealed,
  loadRecord,
  selectHistory,
  unflatten,
} from '#core/records.server';
import { historyPlace, moveValue, placeOf, recordPlace } from '#core/sealing.server';
import { appError } from '#kernel/errors';
import { err, fail, type Result } from '#kernel/result';
import { isEditable, revised } from './edit-record.server.ts';
import { reachOf } from './grants.ts';
import type { Clash, EntryError, Saved } from './model.ts';
import { type EntryDesk, type OpenApp, openApp } from './open-app.server.ts';
import { selectStaffOfPosts } from './people.sql.ts';
import { isId, permit } from './reach-entry.server.ts';
import { classesOf, passageOf, recordApp, refusedFields } from './settle.server.ts';

/** `record.undo`. Refused where somebody changed one of the same values since, whoever it was. */
export async function undoChange(
  desk: EntryDesk,
  appId: string,
  id: string,
): Promise<Result<Saved, EntryError>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  const record = isId(id) ? await loadRecord(desk.tx, recordApp(open), id) : null;
  if (record === null || record.deletedAt !== null) return fail('notFound');
  const reach = reachOf(open, id, record.answers);
  const permitted = permit(reach, 'edit');
  if (!permitted.ok) return permitted;
  const history = await selectHistory(desk.tx, appId, id);
  const mine = await ownLast(desk, history);
  if (mine === undefined) return fail('conflict', '取り消せる変更がありません。');
  if (mine.revision === 1)
    return fail('conflict', 'レコードの追加は取り消せません。不要なときは削除してください。');
  if (mine.act === 'merge') return fail('conflict', '統合は取り消せません。');
  const diff = givenOnly(open, mine.diff);
  // First of all: what others wrote since is told only of fields that may be read and changed now.
  const touched = [...new Set(Object.keys(diff).map((path) => path.split('/')[0]!))];
  const refused = refusedFields(open, touched, reach);
  if (refused.length > 0) return fail('invalid', undefined, refused);
  const since = history.filter((row) => row.revision > mine.revision);
  const clashes = clashesOf(diff, since);
  if (clashes.length > 0)
    return err({
      ...appError('conflict', 'あなたの変更のあとで、ほかの人が同じ項目を変えました。取り消せません。'),
      overlaps: clashes,
    });
  const before = await reversed(desk, open, id, mine.revision, diff);
  const lineFields = new Set(
    open.fields.filter((one) => one.fields !== undefined).map((one) => String(one.id)),
  );
  const state = unflatten(applyDiff(flatten(record.answers, lineFields), before));
  const changes: Answers = Object.fromEntries(touched.map((key) => [key, state[key] ?? null]));
  const passage = passageOf(desk, open, new Set(touched), 'undo');
  const saved = await revised(desk, open, id, record.revision, changes, passage);
  if (saved.ok)
    desk.touched('record', [appId, id], classesOf(open.fields, saved.value.fields), 'record.undo');
  return saved;
}

/** The newest difference that this person made, in whatever post. */
async function ownLast({ tx, actor }: EntryDesk, history: HistoryRow[]): Promise<HistoryRow | undefined> {
  const staff = await selectStaffOfPosts(tx, [...new Set(history.flatMap((row) => row.post_id ?? []))]);
  return history.find(
    (row) =>
      row.actor_kind === 'staff' &&
      row.post_id !== null &&
      staff.get(row.post_id) === actor.id &&
      row.act !== 'repoint' &&
      Object.keys(row.diff).length > 0,
  );
}

/** Calculated values follow by themselves. */
function givenOnly(open: OpenApp, diff: Diff): Diff {
  return Object.fromEntries(Object.entries(diff).filter(([path]) => isEditable(open, path.split('/')[0]!)));
}

function clashesOf(diff: Diff, since: HistoryRow[]): Clash[] {
  return Object.entries(diff).flatMap(([path, [before, after]]) => {
    const later = since.find((row) => row.diff[path] !== undefined || removes(row.diff, path));
    if (later === undefined) return [];
    const theirs = later.diff[path]?.[1] ?? null;
    const show = (value: Answers[string]) => (isSealed(value) ? { sealed: true } : value);
    return [{ path, base: show(after), theirs: show(theirs), yours: show(before) }];
  });
}

/** Whether the line that holds the path went away. */
function removes(diff: Diff, path: string): boolean {
  const [field, key, inner] = path.split('/');
  const line = inner === undefined ? undefined : diff[`${field}/${key}`];
  return line !== undefined && line[1] === null;
}

/** Sealed values of history are bound to it: they are moved back to the record. */
async function reversed(
  desk: EntryDesk,
  open: OpenApp,
  id: string,
  revision: number,
  diff: Diff,
): Promise<Diff> {
  const sealed = Object.values(diff).some(([before]) => isSealed(before));
  const vault = sealed ? await desk.seals() : null;
  const [from, to] = [historyPlace(open.app.id, id, revision, 0), recordPlace(open.app.id, id)];
  return Object.fromEntries(
    Object.entries(diff).map(([path, [before, after]]) => {
      const value =
        vault !== null && isSealed(before)
          ? moveValue(vault, placeOf(from, path), placeOf(to, path), before)
          : before;
      return [path, [after, value as Answers[string]]];
    }),
  );
}
