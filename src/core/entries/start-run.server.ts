/** The same change to many records, asked for once and worked off by the worker, in batches. */
import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { type Answers, type Field, isReadOnly } from '#core/fields';
import { fieldContext } from '#core/forms';
import { selectSeated } from '#core/record-process/state.server';
import { loadRecords } from '#core/records.server';
import { type Asked, listRecords, mostRows, openApp as openViews, type Position } from '#core/views.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { isEditable } from './edit-record.server.ts';
import { reachOf } from './grants.ts';
import { contextOf, type EntryDesk, type OpenApp, openApp } from './open-app.server.ts';
import { isId } from './reach-entry.server.ts';
import { readValues } from './read-values.ts';
import { insertRun } from './runs.sql.ts';
import { recordApp, refusedFields } from './settle.server.ts';

/** Records named one by one, or all that a question finds, as it would be listed: a view, a filter (a formula by code), words. */
export type Selection = { ids: string[] } | Pick<Asked, 'view' | 'filter' | 'search'>;

/** Records of one run at most. */
export const mostInRun = 100_000;

/** `record.startRun`. Nothing is changed yet: each record passes the same way as if it were edited alone. */
export async function startBulkEdit(
  desk: EntryDesk,
  appId: string,
  selection: Selection,
  changes: Answers,
): Promise<Result<{ id: string; total: number }>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  if (open.access.rows('edit') === false)
    return fail('forbidden', 'この業務アプリのレコードを変更することはできません。');
  const wrong = unfit(open, changes);
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  const { values, issues } = readValues(open.fields, changes, fieldContext(contextOf(open)));
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if (Object.keys(values).length === 0)
    return fail('invalid', undefined, [{ path: 'changes', message: '変更する項目を選んでください。' }]);
  return start(desk, open, selection, 'edit', values);
}

export async function startBulkDelete(
  desk: EntryDesk,
  appId: string,
  selection: Selection,
): Promise<Result<{ id: string; total: number }>> {
  const open = await openApp(desk, appId);
  if (!open.ok) return open;
  if (open.value.access.rows('delete') === false)
    return fail('forbidden', 'この業務アプリのレコードを削除することはできません。');
  return start(desk, open.value, selection, 'delete', {});
}

async function start(
  desk: EntryDesk,
  open: OpenApp,
  selection: Selection,
  kind: 'edit' | 'delete',
  changes: Answers,
): Promise<Result<{ id: string; total: number }>> {
  const { id: staffId, postId } = desk.actor;
  if (staffId === null || postId === null) return fail('notFound');
  const found = await selected(desk, open, selection);
  if (!found.ok) return found;
  const items = found.value;
  if (items.length === 0)
    return fail('invalid', undefined, [{ path: 'selection', message: '対象のレコードがありません。' }]);
  const id = randomUUID();
  await insertRun(desk.tx, { id, appId: open.app.id, kind, changes, staffId, postId, items });
  await post(desk.tx, 'records.run', { runId: id });
  desk.touched('record-run', [open.app.id, id], [], 'record.startRun');
  return ok({ id, total: items.length });
}

/** Fields that no run may write: unknown or hidden ones, and sealed ones, whose values would lie open until the run is over. */
function unfit(open: OpenApp, changes: Answers): Issue[] {
  const keys = Object.keys(changes);
  const strange = keys.filter((key) => !isEditable(open, key));
  const whole = refusedFields(open, keys, {
    reads: (id) => open.access.field(id).read !== false,
    edits: (id) => open.access.field(id).edit !== false,
  });
  const sealed = open.fields.filter((field) => keys.includes(String(field.id)) && isSealing(field));
  return [
    ...strange.map((key) => ({ path: `f${key}`, message: 'この項目はありません。' })),
    ...whole.filter((one) => !strange.includes(one.path.slice(1))),
    ...sealed.map((field) => ({
      path: `f${field.id}`,
      message: '封をする項目は、一件ずつ変更してください。',
    })),
  ];
}

const isSealing = (field: Field): boolean =>
  !isReadOnly(field.type) && (field.classification === 'sealed' || (field.fields ?? []).some(isSealing));

async function selected(
  desk: EntryDesk,
  open: OpenApp,
  selection: Selection,
): Promise<Result<{ id: string; revision: number }[]>> {
  if ('ids' in selection) return ok(await namedRecords(desk, open, selection.ids));
  const view = await openViews(desk, open.app.id);
  if (!view.ok) return view;
  const found: { id: string; revision: number }[] = [];
  for (let after: Position | undefined; ; ) {
    const page = await listRecords(view.value, {
      ...selection,
      columns: [],
      sort: [],
      limit: mostRows,
      after,
    });
    if (!page.ok) return page;
    for (const { id, revision } of page.value.rows) found.push({ id, revision });
    if (found.length > mostInRun)
      return fail('tooLarge', `一度に扱えるのは${mostInRun}件までです。条件で絞ってください。`);
    if (page.value.next === null) return ok(found);
    after = page.value.next;
  }
}

/** In the order given, each once; those that are not there, or not to be seen, come out as missing alike. */
async function namedRecords(
  desk: EntryDesk,
  open: OpenApp,
  ids: string[],
): Promise<{ id: string; revision: number }[]> {
  const wanted = [...new Set(ids.filter(isId))].slice(0, mostInRun);
  const records = await loadRecords(desk.tx, recordApp(open), wanted);
  const seated = await selectSeated(desk.tx, open.app.id, wanted, open.seats);
  return wanted.map((id) => {
    const record = records.get(id);
    const visible =
      record !== undefined &&
      record.deletedAt === null &&
      reachOf(open, id, record.answers, seated.has(id)).may('view');
    return { id, revision: visible ? record.revision : 0 };
  });
}
