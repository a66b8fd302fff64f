/** Two records that are the same become one: chosen values, everything that hung on the other, and its id leads here. */
import { definitionsOf } from '#core/definitions.server';
import type { Answers, Json } from '#core/fields';
import {
  copyPersons,
  currentShapeOf,
  diffOf,
  flatten,
  isSealed,
  loadRecord,
  type RecordApp,
  type StoredRecord,
  selectRecords,
  selectShapes,
  shapeOf,
  unflatten,
  updateRecord,
} from '#core/records.server';
import { mapSealed, moveValue, placeOf, recordPlace } from '#core/sealing.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { isEditable, revised } from './edit-record.server.ts';
import { reachOf } from './grants.ts';
import { mayLeave, standingsIn } from './locks.server.ts';
import { insertMerge, moveCompany } from './merges.sql.ts';
import type { EntryError, Saved } from './model.ts';
import { type EntryDesk, type OpenApp, openApp, writerOf } from './open-app.server.ts';
import { isId, permit } from './reach-entry.server.ts';
import { selectPointing } from './references.sql.ts';
import { classesOf, passageOf, recordApp } from './settle.server.ts';
import { lockEntry, markDeleted } from './trash.sql.ts';

export interface Merge {
  survivor: { id: string; revision: number };
  merged: { id: string; revision: number };
  /** Ids of fields whose value comes from the merged record; all others keep the survivor's. */
  take: string[];
}

const mostPointing = 5000;

/** `record.merge`: edits the one, deletes the other, so it needs both; and sight of every value that is decided about. */
export async function mergeRecords(
  desk: EntryDesk,
  appId: string,
  merge: Merge,
): Promise<Result<Saved, EntryError>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  const { survivor, merged, take } = merge;
  if (!isId(survivor.id) || !isId(merged.id) || survivor.id === merged.id) return fail('notFound');
  const shape = await currentShapeOf(desk.tx, appId);
  // In one order for everybody, so that two merges do not wait for each other.
  for (const id of [survivor.id, merged.id].sort()) await lockEntry(desk.tx, shape, id);
  const [kept, gone] = [
    await loadRecord(desk.tx, recordApp(open), survivor.id),
    await loadRecord(desk.tx, recordApp(open), merged.id),
  ];
  if (kept === null || gone === null || kept.deletedAt !== null || gone.deletedAt !== null)
    return fail('notFound');
  const permitted = mayMerge(open, kept, gone);
  if (!permitted.ok) return permitted;
  const standing = (await standingsIn(desk.tx, open, [gone.id])).get(gone.id);
  const free = mayLeave(open, standing, reachOf(open, gone.id, gone.answers).may('manage'));
  if (!free.ok) return free;
  if (kept.revision !== survivor.revision || gone.revision !== merged.revision)
    return fail('conflict', 'ほかの人がレコードを変更しました。最新の内容を確かめてから、統合してください。');
  const strange = take.filter((id) => !isEditable(open, id));
  if (strange.length > 0)
    return fail(
      'invalid',
      undefined,
      strange.map((id) => ({ path: `f${id}`, message: 'この項目はありません。' })),
    );
  // First out of the way: the survivor may take over values that must be unique.
  if ((await markDeleted(desk.tx, shape, gone, writerOf(desk), 'merged')) === null) return fail('conflict');
  await moveCompany(desk.tx, appId, gone.id, kept.id);
  await copyPersons(desk.tx, appId, gone.id, kept.id);
  const taken = Object.fromEntries(take.map((id) => [id, gone.answers[id] ?? null]));
  const changes = await resealed(desk, open, gone.id, kept.id, taken);
  const saved = await revised(
    desk,
    open,
    kept.id,
    kept.revision,
    changes,
    passageOf(desk, open, new Set(take), 'merge'),
  );
  if (!saved.ok) return saved;
  await insertMerge(desk.tx, appId, gone.id, kept.id, desk.actor.id ?? '');
  const moved = await repoint(desk, appId, gone.id, kept.id);
  if (!moved.ok) return moved;
  desk.touched(
    'record',
    [appId, kept.id, gone.id],
    classesOf(open.fields, saved.value.fields),
    'record.merge',
  );
  return saved;
}

/** Nobody decides blindly: where a value cannot be seen and changed, somebody else has to put the two together. */
function mayMerge(open: OpenApp, kept: StoredRecord, gone: StoredRecord): Result<undefined> {
  const [one, other] = [reachOf(open, kept.id, kept.answers), reachOf(open, gone.id, gone.answers)];
  for (const [reach, act] of [
    [one, 'edit'],
    [other, 'delete'],
  ] as const) {
    const permitted = permit(reach, act);
    if (!permitted.ok) return permitted;
  }
  const given = open.fields.filter((field) => isEditable(open, String(field.id)));
  return given.every((field) => one.edits(field.id) && other.reads(field.id))
    ? ok()
    : fail('forbidden', '表示や変更のできない項目があるため、統合できません。');
}

/** Ciphertext belongs to its record. */
async function resealed(
  desk: EntryDesk,
  open: OpenApp,
  from: string,
  to: string,
  values: Answers,
): Promise<Answers> {
  if (!Object.values(values).some(holdsSealed)) return values;
  const vault = await desk.seals();
  const [there, here] = [recordPlace(open.app.id, from), recordPlace(open.app.id, to)];
  return mapSealed(
    values,
    (value, path) => moveValue(vault, placeOf(there, path), placeOf(here, path), value) as never,
  );
}

const holdsSealed = (value: Json): boolean =>
  isSealed(value) ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((one) => holdsSealed(one as Json)));

/**
 * Every record that pointed at the merged one points at the survivor, whether the person may see it or not: else it would
 * point at nothing. Their history says so.
 */
async function repoint(desk: EntryDesk, appId: string, from: string, to: string): Promise<Result<undefined>> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  for (const shape of await selectShapes(desk.tx)) {
    const ids = await selectPointing(desk.tx, shape, appId, from, mostPointing + 1);
    if (ids.length > mostPointing)
      return fail(
        'tooLarge',
        `このレコードを参照しているレコードが${mostPointing}件を超えるため、統合できません。`,
      );
    if (ids.length === 0) continue;
    const app = definitions.app(shape.appId, { on: tokyoDate(new Date()) })?.body as RecordApp | undefined;
    if (app === undefined) throw new Error(`app ${shape.appId} has records and no definition`);
    for (const id of ids) {
      const moved = await repointOne(desk, app, appId, id, from, to);
      if (!moved.ok) return moved;
    }
  }
  return ok();
}

async function repointOne(
  desk: EntryDesk,
  app: RecordApp,
  appId: string,
  id: string,
  from: string,
  to: string,
): Promise<Result<undefined>> {
  const current = await shapeOf(desk.tx, app.id);
  const record = (await selectRecords(desk.tx, current, [id], undefined, true)).get(id);
  if (record === undefined) return ok();
  const lines = new Set(current.children.map((one) => String(one.fieldId)));
  const pointing = new Set(
    [...current.columns, ...current.children.flatMap((child) => child.columns)]
      .filter((one) => (one as { target?: string }).target === appId)
      .map((one) => String(one.fieldId)),
  );
  const before = flatten(record.answers, lines);
  const after = new Map(
    [...before].map(([path, value]) => [
      path,
      pointing.has(path.split('/').at(-1)!) ? replaced(value, from, to) : value,
    ]),
  );
  const diff = diffOf(before, after);
  if (Object.keys(diff).length === 0) return ok();
  const written = await updateRecord(
    desk.tx,
    desk.seals,
    current,
    record,
    unflatten(after),
    diff,
    writerOf(desk),
    app,
    'repoint',
  );
  if (written) return ok();
  // Planned on a shape that was left in between: once more, on the new one. The row itself is locked.
  const moved = (await shapeOf(desk.tx, app.id)).epoch !== current.epoch;
  return moved ? repointOne(desk, app, appId, id, from, to) : fail('conflict');
}

function replaced(value: Json, from: string, to: string): Json {
  if (value === from) return to;
  if (Array.isArray(value)) return [...new Set(value.map((one) => (one === from ? to : one)))];
  if (typeof value !== 'object' || value === null) return value;
  const { record } = value as { record?: Json };
  return record === from ? { ...(value as Record<string, Json>), record: to } : value;
}
