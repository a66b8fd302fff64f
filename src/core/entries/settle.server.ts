/** The passage of every change to a record: access before and after, the form, files. Used by all acts that write values. */
import { type Answers, type Field, type FileRef, isFileRef, type Json } from '#core/fields';
import { fileControls } from '#core/forms';
import type { Passage, RecordApp, StoredRecord } from '#core/records.server';
import { copyLookups } from '#core/relations.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { claimFiles, moveMeaning, selectFiles, type Taker, type WantedFile } from './files.sql.ts';
import { type Reach, reachOf, unmasked } from './grants.ts';
import { judge } from './judge-entry.server.ts';
import { lockedIssues, standingsIn } from './locks.server.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';
import { isSeated, permit } from './reach-entry.server.ts';

export const recordApp = (open: OpenApp): RecordApp => open.app as unknown as RecordApp;

const noField = 'この項目はありません。';
const fixed = 'この項目を変更することはできません。';

/** Which of these fields may not be written, told so that what cannot be read looks like what is not there. */
export function refusedFields(
  open: OpenApp,
  ids: Iterable<string>,
  reach: { reads(id: number): boolean; edits(id: number): boolean },
): Issue[] {
  const issues: Issue[] = [];
  for (const id of ids) {
    const field = open.fields.find((one) => String(one.id) === id);
    if (field === undefined || !reach.reads(field.id)) issues.push({ path: `f${id}`, message: noField });
    else if (!reach.edits(field.id)) issues.push({ path: `f${id}`, message: fixed });
  }
  return issues;
}

/** `changed` are the fields the person changes, by id; `again` the lookups that copy anew. */
export function passageOf(
  desk: EntryDesk,
  open: OpenApp,
  changed: ReadonlySet<string>,
  act?: string,
  again: ReadonlySet<string> = new Set(),
): Passage {
  return {
    ...(act === undefined ? {} : { act }),
    async permit(record) {
      if (record.deletedAt !== null) return fail('notFound');
      const before = reachOf(open, record.id, record.answers, await isSeated(desk, open, record.id));
      const permitted = permit(before, 'edit');
      if (!permitted.ok) return permitted;
      // Copying again writes what the lookup brings: it is a change of the lookup.
      const refused = refusedFields(open, new Set([...changed, ...again]), before);
      return refused.length > 0 ? fail('invalid', undefined, refused) : ok();
    },
    async settle(merged, record) {
      // Undoing and merging bring values back as they were: nothing is copied anew.
      if (act !== undefined) return settle(desk, open, merged, record, changed, act);
      const copied = await copyLookups(desk, open.fields, merged, record.answers, { changed, again });
      if (copied.issues.length > 0) return fail('invalid', undefined, copied.issues);
      return settle(desk, open, copied.answers, record, new Set([...changed, ...copied.touched]));
    },
  };
}

async function settle(
  desk: EntryDesk,
  open: OpenApp,
  merged: Answers,
  record: StoredRecord,
  changed: ReadonlySet<string>,
  act?: string,
): Promise<Result<Answers>> {
  // 字句の訂正 is what a locked record takes, its own room says who may; and what the process sets by itself.
  const standing = (await standingsIn(desk.tx, open, [record.id])).get(record.id);
  const locked =
    act === 'correct' || desk.via === 'process'
      ? []
      : lockedIssues(open, standing, record.answers, merged, changed);
  if (locked.length > 0) return fail('invalid', undefined, locked);
  const before = reachOf(open, record.id, record.answers);
  const { answers, issues } = judge(open, merged, record.answers, changed, before);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const after = reachOf(open, record.id, answers);
  // Where one might put a new record, or goes on reaching it: else it would be moved behind a door one has no key to.
  if (!after.may('edit') && !after.may('add'))
    return fail('forbidden', '変更すると、あなたが扱えないレコードになります。この変更はできません。');
  if (!before.may('manage') && unmasked(open.fields, before, after).length > 0)
    return fail('forbidden', '変更すると、今は見えない項目が見えるようになります。この変更はできません。');
  const shown = broughtToLight(open, answers, record.answers, before);
  if (shown.length > 0) return fail('invalid', undefined, shown);
  const missing = await claimNew(desk, open, record, answers);
  return missing.length > 0 ? fail('invalid', undefined, missing) : ok(answers);
}

const noFile = 'このファイルはありません。もう一度送ってください。';

/** A file of a field that one may not read is nobody's to name in another one, though it belongs to the record. */
function broughtToLight(open: OpenApp, answers: Answers, before: Answers, reach: Reach): Issue[] {
  const [read, hidden] = [[], []] as [Field[], Field[]];
  for (const field of open.fields) (reach.reads(field.id) ? read : hidden).push(field);
  const ids = new Set(hidden.flatMap((field) => fileIds(before[String(field.id)])));
  if (ids.size === 0) return [];
  return read.flatMap((field) => {
    const known = new Set(fileIds(before[String(field.id)]));
    const named = fileIds(answers[String(field.id)]);
    return named.some((id) => ids.has(id) && !known.has(id))
      ? [{ path: `f${field.id}`, message: noFile }]
      : [];
  });
}

/** Files that a field of the record did not name before become its own, or are refused. `answers` null: a record being added. */
export async function claimNew(
  desk: EntryDesk,
  open: OpenApp,
  record: { id: string; answers: Answers | null },
  answers: Answers,
): Promise<Issue[]> {
  const before = record.answers ?? {};
  const known = new Set(filesIn(open, before).map(placed));
  // What the process copies from field to field of one record was taken up before.
  const held = desk.via === 'process' ? new Set(filesIn(open, before).map((one) => one.id)) : known;
  const wanted = filesIn(open, answers).filter((one) => !known.has(placed(one)) && !held.has(one.id));
  const refused = await claimFiles(desk.tx, takerOf(desk, open.app.id, record), wanted);
  return refused.map(({ control }) => ({ path: control?.replace(/[[.].*$/, '') ?? '', message: noFile }));
}

const placed = ({ id, control }: WantedFile): string => `${control} ${id}`;

/** Every file that fields of the app name, each with where it stands. */
function filesIn({ fields }: OpenApp, answers: Answers): WantedFile[] {
  const found = fileControls(fields, answers);
  return found.map(({ name, file }) => ({ id: file.fileId, control: name }));
}

const takerOf = (
  { actor }: EntryDesk,
  appId: string,
  record: { id: string; answers: Answers | null },
): Taker => ({
  appId,
  recordId: record.id,
  isNew: record.answers === null,
  postId: actor.postId,
  staffId: actor.id,
});

/**
 * Of these ids, the files that a value of the record (`''`: one that is not there yet) may name, in `control` where that is known.
 * Claiming them is part of the write, which asks again.
 */
export async function filesFor(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  ids: string[],
  control: string | null = null,
): Promise<Map<string, FileRef>> {
  if (ids.length === 0) return new Map();
  const taker = takerOf(desk, appId, { id: recordId, answers: recordId === '' ? null : {} });
  const files = await selectFiles(
    desk.tx,
    taker,
    ids.map((id) => ({ id, control })),
  );
  return new Map(files.map((file) => [file.fileId, file]));
}

/** Files of lines that take another key with this save, before it. */
export async function followLines(
  desk: EntryDesk,
  moves: readonly { id: string; from: string; to: string }[],
): Promise<void> {
  if (moves.length > 0) await moveMeaning(desk.tx, moves, desk.actor.id);
}

/** Ids of files anywhere in a value, in lines too. */
function fileIds(value: Json | undefined): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isFileRef(value)) return [value.fileId];
  return Object.values(value).flatMap((one) => fileIds(one as Json));
}

/** Classes of the fields, for the audit. */
export function classesOf(fields: readonly Field[], ids: Iterable<string>): string[] {
  const wanted = new Set(ids);
  return [
    ...new Set(fields.filter((field) => wanted.has(String(field.id))).map((field) => field.classification)),
  ].sort();
}
