/** Records that are likely the same: found by chosen fields, compared side by side, made into one. */
import { findDuplicates, mergeRecords, type SeenRecord, seenRecord } from '#core/entries.server';
import { type Field, isReadOnly, type Json, printAnswer } from '#core/fields';
import { diffOf, flatten, lineFieldsIn } from '#core/records';
import { type OpenApp, openApp, readRecords, titleOf } from '#core/views.server';
import type { AppError } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { must } from '#platform/http.server';
import {
  appIn,
  entryDeskOf,
  numberIn,
  recordDeskOf,
  refuse,
  type StaffScene,
  textIn,
} from './desk.server.ts';
import { classesOf, shownAnswers } from './form-page.server.ts';
import { namesFor } from './names.server.ts';
import { titleIn } from './title.server.ts';

export interface CompareRow {
  id: string;
  label: string;
  one: string;
  other: string;
  same: boolean;
}
export interface Compared {
  one: { id: string; revision: number; title: string };
  other: { id: string; revision: number; title: string };
  rows: CompareRow[];
}
export interface DuplicatesPage {
  appId: string;
  title: string;
  /** Fields that records may be compared by. */
  keys: { code: string; label: string }[];
  compared: Compared | null;
}
export interface FoundGroups {
  groups: { records: { id: string; title: string; detail: string }[] }[];
  seen: number;
  cut: boolean;
  chosen: string[];
}

const shownGroups = 50;
/** What two records of one thing have in common by chance says nothing. */
const dull: ReadonlySet<string> = new Set([
  'file',
  'photo',
  'annotated-photo',
  'signature',
  'related',
  'yes-no',
  'consent',
]);

export async function duplicatesPage(scene: StaffScene): Promise<DuplicatesPage> {
  const view = await openedFor(scene);
  const ids = new URL(scene.request.url).searchParams;
  const [one, other] = [ids.get('one'), ids.get('other')];
  const compared = one === null || other === null ? null : await compare(scene, view, one, other);
  return { appId: view.app.id, title: view.app.title.ja, keys: keysOf(view), compared };
}

/** Merging edits one record and deletes the other: who may do neither has no such page. */
async function openedFor(scene: StaffScene): Promise<OpenApp> {
  const view = must(await openApp(recordDeskOf(scene), appIn(scene)));
  if (view.access.rows('edit') === false || view.access.rows('delete') === false) return refuse();
  return view;
}

const keysOf = (view: OpenApp): DuplicatesPage['keys'] =>
  view.fields
    .filter(({ field }) => field.fields === undefined && !dull.has(field.type))
    .map(({ field }) => ({ code: field.code, label: field.label.ja }));

export async function findGroups(scene: StaffScene): Promise<Result<FoundGroups>> {
  const view = await openedFor(scene);
  const chosen = scene.form.getAll('key').map(String).slice(0, 5);
  if (chosen.length === 0)
    return fail('invalid', undefined, [{ path: 'keys', message: '比べる項目を選んでください。' }]);
  const found = await findDuplicates(entryDeskOf(scene), view.app.id, [chosen]);
  if (!found.ok) return found;
  const groups = found.value.groups.slice(0, shownGroups);
  const titles = view.fields.filter((one) => view.app.work.title.includes(one.field.code));
  const details = view.fields.filter((one) => chosen.includes(one.field.code));
  const ids = groups.flatMap((group) => group.ids);
  const shown = await readRecords(view, ids, [...titles, ...details]);
  const answers = [...shown.values()].map((one) => one.answers);
  const reader = {
    language: 'ja',
    names: await namesFor(
      view,
      details.map((one) => one.field),
      answers,
    ),
  };
  scene.touched(
    'record',
    [view.app.id, ...shown.keys()],
    classesOf(details.map((one) => one.field)),
    'record.list',
  );
  return ok({
    chosen,
    seen: found.value.seen,
    cut: found.value.cut || found.value.groups.length > shownGroups,
    groups: groups.map((group) => ({
      records: group.ids.flatMap((id) => {
        const record = shown.get(id);
        if (record === undefined) return [];
        const detail = details
          .map(({ field }) => printAnswer(field, record.answers[String(field.id)], reader))
          .join('、');
        return [{ id, title: titleOf(titles, record.answers) || 'レコード', detail }];
      }),
    })),
  });
}

async function compare(scene: StaffScene, view: OpenApp, one: string, other: string): Promise<Compared> {
  const desk = entryDeskOf(scene);
  const left = must(await seenRecord(desk, view.app.id, one));
  const right = must(await seenRecord(desk, view.app.id, other));
  if (left.id === right.id) return refuse();
  const fields = left.fields.filter((field) => isChosen(field) && right.fields.includes(field));
  const answers = [shownAnswers(left, left.answers), shownAnswers(right, right.answers)] as const;
  const reader = { language: 'ja', names: await namesFor(view, fields, answers) };
  scene.touched('record', [view.app.id, left.id, right.id], classesOf(fields), 'record.compare');
  const lines = lineFieldsIn(fields);
  const rows = fields.map((field): CompareRow => {
    const id = String(field.id);
    const [a, b]: [Json, Json] = [left.answers[id] ?? null, right.answers[id] ?? null];
    const same = Object.keys(diffOf(flatten({ [id]: a }, lines), flatten({ [id]: b }, lines))).length === 0;
    const text = (value: Json) => printAnswer(field, value, reader);
    return { id, label: field.label.ja, one: text(a), other: text(b), same };
  });
  const end = (seen: SeenRecord, shown: (typeof answers)[number]) => ({
    id: seen.id,
    revision: seen.revision,
    title: titleIn(view, shown),
  });
  return { one: end(left, answers[0]), other: end(right, answers[1]), rows };
}

/** Given by people: what follows by itself is worked out anew. */
const isChosen = (field: Field): boolean => !isReadOnly(field.type);

/** Makes one of the two: `survivor` stays, fields with the other's value chosen take it. */
export async function unite(scene: StaffScene): Promise<Result<string, AppError>> {
  const { form } = scene;
  const ends = [
    { id: textIn(form, 'one'), revision: numberIn(form, 'oneRevision') },
    { id: textIn(form, 'other'), revision: numberIn(form, 'otherRevision') },
  ] as const;
  const stays = textIn(form, 'survivor') === 'other' ? 1 : 0;
  const side = stays === 0 ? 'other' : 'one';
  const take = [...form.entries()].flatMap(([name, value]) => {
    const field = /^value-(\d+)$/.exec(name)?.[1];
    return field !== undefined && value === side ? [field] : [];
  });
  const merge = { survivor: ends[stays], merged: ends[1 - stays]!, take };
  const done = await mergeRecords(entryDeskOf(scene), appIn(scene), merge);
  return done.ok ? ok(done.value.id) : done;
}
