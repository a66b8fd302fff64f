/**
 * Many records of a file at once, each by the rules it would meet alone: access before and after, the form, lookups, unique keys,
 * numbers, history and search. What can be asked or written for all of them together is; values come read by their fields' contracts.
 */
import { randomUUID } from 'node:crypto';
import { type Answers, initialAnswers, type NumberOffice } from '#core/fields';
import { isEmpty } from '#core/forms';
import { officeOf } from '#core/people.server';
import {
  type CurrentShape,
  diffOf,
  flatten,
  insertRecord,
  insertRecords,
  lineFieldsIn,
  numberIssues,
  numberRecords,
  ShapeMoved,
  type StoredRecord,
  selectRecords,
  shapeOf,
  updateRecord,
  updateRecords,
} from '#core/records.server';
import { copyLookups, type LookedUp } from '#core/relations.server';
import type { Issue } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import { ownColumns } from './add-record.server.ts';
import { reachOf, unmasked } from './grants.ts';
import { judge } from './judge-entry.server.ts';
import { lookAhead } from './land-choices.server.ts';
import { clashesOf, uniqueKeysOf } from './land-keys.sql.ts';
import { changesLines, withLineKeys } from './land-lines.ts';
import type { Arrival, Landing } from './land-model.ts';
import { lockedIssues, standingsIn } from './locks.server.ts';
import { type EntryDesk, meIn, type OpenApp, openApp, writerOf } from './open-app.server.ts';
import { recordApp, refusedFields } from './settle.server.ts';
import { startIn, stateIssue } from './start-in.server.ts';
import { warningsOf } from './warnings.ts';
import { unlessTwice } from './write-guard.sql.ts';

/** The app, where this person may import into it at all. */
export async function openForImport(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
): Promise<Result<OpenApp>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const { access } = opened.value;
  const writes = access.rows('add') !== false || access.rows('edit') !== false;
  return access.rows('import') === false || !writes
    ? fail('forbidden', 'この業務アプリに取り込むことはできません。')
    : opened;
}

interface Settled {
  arrival: Arrival;
  record: StoredRecord | null;
  id: string;
  after: Answers;
  warned: boolean;
}

/** `write` false: only says what would become of each. Failures that are nobody's rule are thrown, and nothing of the batch stands. */
export async function landRecords(
  desk: EntryDesk,
  open: OpenApp,
  arrivals: readonly Arrival[],
  { write }: { write: boolean },
): Promise<Landing[]> {
  const shape = await shapeOf(desk.tx, open.app.id);
  const ids = arrivals.flatMap((one) => one.id ?? []).sort();
  const records = await selectRecords(desk.tx, shape, ids, undefined, write);
  const choices = await lookAhead(desk, open, arrivals, records);
  const office = open.fields.some((field) => field.type === 'auto-number')
    ? await officeOf(desk.tx, open.definitions, desk.actor.post?.department ?? null, open.at.today)
    : undefined;
  const standings = await standingsIn(desk.tx, open, ids);
  const looked = new Map<string, LookedUp>();
  const own = ownColumns(shape, desk, String(open.at.now));
  const landings = new Map<number, Landing>();
  const settled: Settled[] = [];
  const land = (arrival: Arrival, more: Partial<Landing>) =>
    void landings.set(arrival.row, {
      row: arrival.row,
      outcome: 'wrong',
      id: null,
      issues: [],
      warned: false,
      keys: [],
      ...more,
    });
  const passage: PassageOfRow = { desk, open, own, office, looked, choices, standings };
  for (const arrival of arrivals) {
    const record = arrival.id === null ? null : (records.get(arrival.id) ?? 'missing');
    const passed = await pass(passage, arrival, record);
    if ('issues' in passed) land(arrival, { issues: passed.issues });
    else if (passed.unchanged) land(arrival, { outcome: 'unchanged', id: arrival.id });
    else settled.push(passed.settled);
  }
  const free = await withoutClashes(desk, open, shape, settled, land);
  const written = write ? await writeAll(passage, shape, free, land) : free;
  for (const one of written)
    land(one.arrival, {
      outcome: one.record === null ? 'new' : 'changed',
      id: write ? one.id : one.arrival.id,
      warned: one.warned,
      keys: uniqueKeysOf(open, one.after),
    });
  return arrivals.map((one) => landings.get(one.row)!);
}

interface PassageOfRow {
  desk: EntryDesk;
  open: OpenApp;
  own: Answers;
  office: NumberOffice | undefined;
  looked: Map<string, LookedUp>;
  choices: (arrival: Arrival, id: string) => Issue[];
  standings: Awaited<ReturnType<typeof standingsIn>>;
}

type Passed = { issues: Issue[] } | { unchanged: true } | { unchanged: false; settled: Settled };

const whole = (message: string): Passed => ({ issues: [{ path: '', message }] });

/** As `addRecord` and `editRecord` would, in the same order of questions. */
async function pass(
  { desk, open, own, office, looked, choices, standings }: PassageOfRow,
  arrival: Arrival,
  record: StoredRecord | null | 'missing',
): Promise<Passed> {
  const gone = 'このレコードはありません。消されたか、あなたには表示できません。';
  if (record === 'missing' || (record !== null && record.deletedAt !== null)) return whole(gone);
  const before = reachOf(open, record?.id ?? null, record?.answers ?? {});
  if (record !== null && !before.may('view')) return whole(gone);
  if (record !== null && !(before.may('import') && before.may('edit')))
    return whole('このレコードを変更することはできません。');
  if (record === null && open.access.rows('add') === false)
    return whole('この業務アプリに新しいレコードを追加することはできません。');
  const unfit = record === null && arrival.state !== undefined ? stateIssue(open, arrival.state) : null;
  if (unfit !== null) return whole(unfit);
  const given = differing(
    withLineKeys(open.fields, arrival.values, record?.answers ?? {}),
    record?.answers ?? {},
    (id) => (record === null ? open.access.field(id).read !== false : before.reads(id)),
  );
  const changed = new Set(Object.keys(given));
  if (record !== null && changed.size === 0) return { unchanged: true };
  if (record !== null) {
    const refused = refusedFields(open, changed, before);
    if (refused.length > 0) return { issues: refused };
    const locked = lockedIssues(open, standings.get(record.id), record.answers, given, changed);
    if (locked.length > 0) return { issues: locked };
  }
  const unknown = [...changed].flatMap((id) => choices(arrival, id));
  if (unknown.length > 0) return { issues: unknown };
  const begun = record === null ? initialAnswers(open.fields, meIn(desk, open)) : record.answers;
  const copied = await copyLookups(desk, open.fields, { ...begun, ...given }, record?.answers ?? {}, {
    changed,
    looked,
  });
  if (copied.issues.length > 0) return { issues: copied.issues };
  const wanted = record === null ? { ...copied.answers, ...own } : copied.answers;
  const reach = record === null ? reachOf(open, null, wanted) : before;
  const touched = new Set([...(record === null ? Object.keys(wanted) : changed), ...copied.touched]);
  const { answers, issues } = judge(open, wanted, record?.answers ?? null, touched, reach);
  const after = reachOf(open, record?.id ?? null, answers);
  if (record === null) {
    const refused = refusedFields(open, changed, {
      reads: (id) => open.access.field(id).read !== false,
      edits: (id) => after.edits(id) || !after.may('add'),
    });
    if (refused.length > 0) return { issues: refused };
  }
  if (issues.length > 0) return { issues };
  if (record === null && !(after.may('add') && after.may('import')))
    return whole('この内容のレコードを追加することはできません。');
  if (record !== null && !after.may('edit') && !after.may('add'))
    return whole('変更すると、あなたが扱えないレコードになります。この変更はできません。');
  if (record !== null && !before.may('manage') && unmasked(open.fields, before, after).length > 0)
    return whole('変更すると、今は見えない項目が見えるようになります。この変更はできません。');
  const plain = Object.fromEntries(Object.entries(answers).filter(([id]) => record !== null || !(id in own)));
  const unnumbered =
    record !== null || office === undefined ? [] : numberIssues(recordApp(open), plain, office);
  if (unnumbered.length > 0) return { issues: unnumbered };
  if (record !== null) {
    // What a record was given when it was made stays, whatever the form shows.
    for (const field of open.fields)
      if (field.type === 'auto-number' && record.answers[field.id] !== undefined)
        plain[field.id] = record.answers[field.id]!;
    if (Object.keys(diffOf(flat(record.answers), flat(plain))).length === 0) return { unchanged: true };
  }
  const warned = warningsOf(open.fields, plain, changed).length > 0;
  return {
    unchanged: false,
    settled: { arrival, record, id: record?.id ?? randomUUID(), after: plain, warned },
  };
}

const flat = (answers: Answers) => new Map(Object.entries(answers).filter(([, value]) => !isEmpty(value)));

/** What is another value than before. An empty cell where the person may not read says nothing. */
function differing(values: Answers, before: Answers, reads: (id: number) => boolean): Answers {
  return Object.fromEntries(
    Object.entries(values).filter(([id, value]) => {
      if (!reads(Number(id))) return !isEmpty(value);
      const pair = [before[id], value].map((one) => (isEmpty(one) ? null : one!));
      return Object.keys(diffOf(new Map([['', pair[0]!]]), new Map([['', pair[1]!]]))).length > 0;
    }),
  );
}

type Land = (arrival: Arrival, more: Partial<Landing>) => void;

/** Rows whose unique keys other records hold already, or an earlier row of the batch, are told so. */
async function withoutClashes(
  desk: EntryDesk,
  open: OpenApp,
  shape: CurrentShape,
  settled: Settled[],
  land: Land,
): Promise<Settled[]> {
  const clashes = await clashesOf(desk, open, shape, settled);
  for (const [one, issues] of clashes) land(one.arrival, { issues });
  return settled.filter((one) => !clashes.has(one));
}

/** In halves where a unique key refuses after all: somebody was quicker by a moment. */
async function writeAll(
  passage: PassageOfRow,
  shape: CurrentShape,
  settled: Settled[],
  land: Land,
): Promise<Settled[]> {
  if (settled.length === 0) return [];
  const { desk, open, office } = passage;
  const app = recordApp(open);
  const writer = writerOf({ ...desk, via: 'import' });
  const done = await unlessTwice(desk.tx, (open.app.work.unique ?? []).length > 0, async () => {
    const alone = settled.filter((one) => changesLines(open, one.record?.answers ?? {}, one.after));
    for (const one of alone) await writeOne(passage, shape, one);
    const together = settled.filter((one) => !alone.includes(one));
    const added = together.filter((one) => one.record === null);
    const answers = added.map((one) => one.after);
    const numbered = office === undefined ? answers : await numberRecords(desk.tx, app, answers, office);
    const created = added.map(({ id }, index) => ({ id, answers: numbered[index]! }));
    await insertRecords(desk.tx, app, shape, created, writer);
    const begun = settled.flatMap(({ record, id, arrival }) =>
      record === null ? [{ id, state: arrival.state }] : [],
    );
    await startIn(desk, open, shape, begun);
    const changes = together.flatMap(({ record, id, after }) =>
      record === null ? [] : [{ id, revision: record.revision, before: record.answers, after }],
    );
    await updateRecords(desk.tx, app, shape, changes, writer);
    return true;
  });
  if (done === true) return settled;
  if (settled.length === 1) {
    land(settled[0]!.arrival, { issues: [{ path: '', message: '同じ値のレコードが、すでにあります。' }] });
    return [];
  }
  const middle = settled.length >> 1;
  return [
    ...(await writeAll(passage, shape, settled.slice(0, middle), land)),
    ...(await writeAll(passage, shape, settled.slice(middle), land)),
  ];
}

async function writeOne(
  { desk, open, office }: PassageOfRow,
  shape: CurrentShape,
  { record, id, after }: Settled,
): Promise<void> {
  const app = recordApp(open);
  const writer = writerOf({ ...desk, via: 'import' });
  if (record === null)
    return insertRecord(desk.tx, desk.seals, app, id, after, { ...writer, ...(office && { office }) });
  const lineFields = lineFieldsIn(open.fields);
  const diff = diffOf(flatten(record.answers, lineFields), flatten(after, lineFields));
  const { revision } = record;
  const known = { id, revision };
  // The row is locked: only a shape that moved on keeps it from being written, and then the batch is done anew.
  if (!(await updateRecord(desk.tx, desk.seals, shape, known, after, diff, writer, app, 'import')))
    throw new ShapeMoved();
}

export type { OpenApp as EntryApp };
