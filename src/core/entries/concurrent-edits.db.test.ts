/**
 * Acceptance 6 of issue 4: many people edit the same few records at random; no update is lost, and every final value is
 * explained by the history. Reduced here; `npm run proof -- concurrent-edits` runs it with 200 people on 50 records for five minutes.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers, Line } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { flatten, loadRecords, type RecordApp, rewind, selectHistory } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createDatabase, type Database, zoneUrl } from '#platform/db.server';
import { testPassword } from '../../../scripts/test/db.ts';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, editRecord, undoChange } from './index.server.ts';
import { pick, randomOf } from './oracle.testing.ts';

const people = Number(process.env.STORM_PEOPLE ?? 20);
const count = Number(process.env.STORM_RECORDS ?? 10);
const seconds = Number(process.env.STORM_SECONDS ?? 3);
const texts = [1, 2, 3, 4, 5];

const app = workApp(
  'stormy',
  [
    ...texts.map((id) => field(id, `項目${id}`)),
    field(6, '数', 'number'),
    field(7, '倍', 'formula', { options: { formula: '数 * 2' } }),
    field(8, '明細', 'lines', { fields: [field(81, '内容')] }),
  ],
  { access: [{ who: [{ everyone: true }], may: ['view', 'add', 'edit'] }] },
);

let studio: Studio;
let db: Database;
let everybody: StaffActor[];
beforeAll(async () => {
  studio = await openStudio();
  db = createDatabase({
    url: zoneUrl(studio.city.adminUrl, 'staff', testPassword),
    max: Math.min(people, 40),
  });
  everybody = [
    await studio.actor('gakuji-shuji'),
    await studio.actor('gakuji-kacho'),
    await studio.actor('shiminzei-shuji'),
  ];
  await studio.publish(app);
});
afterAll(async () => {
  await db?.close();
  await studio?.city.close();
});

/** A change that was acknowledged: what was given, and the revision it was seen from. */
interface Done {
  id: string;
  base: number;
  revision: number;
  given: Answers;
}
interface Seen {
  revision: number;
  answers: Answers;
}

test('no lost update; every final value is explained by the history', async () => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1)
    ids.push(
      unwrap(
        await studio.as(everybody[0]!, (desk) =>
          addRecord(desk, app.id, {
            1: 'はじめ',
            6: '0',
            8: [
              { key: 'k1', values: { 81: 'a' } },
              { key: 'k2', values: { 81: 'b' } },
            ] as never,
          }),
        ),
      ).id,
    );
  const done: Done[] = [];
  const tally = { edits: 0, merged: 0, conflicts: 0, undone: 0, unchanged: 0 };
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: people }, (_, index) => person(index, ids, end, done, tally)));

  const { records, histories } = await studio.city.staff.tenant(studio.city.code, 'staff', async (tx) => {
    const all = new Map<string, Awaited<ReturnType<typeof selectHistory>>>();
    for (const id of ids) all.set(id, await selectHistory(tx, app.id, id));
    return { records: await loadRecords(tx, app as unknown as RecordApp, ids), histories: all };
  });
  const problems: string[] = [];
  for (const id of ids) {
    const history = histories.get(id)!;
    const record = records.get(id)!;
    const lines = new Set(['8']);
    // Each revision once, none left out; from the last state back through all of them there is nothing.
    if (
      history.map((row) => row.revision).join() !==
      Array.from({ length: record.revision }, (_, n) => record.revision - n).join()
    )
      problems.push(`${id}: revisions ${history.map((row) => row.revision)}`);
    const before = rewind(
      flatten(record.answers, lines),
      history.map((row) => row.diff),
    );
    if (before.size > 0) problems.push(`${id}: ${[...before.keys()]} come from nowhere`);
    if (record.answers['7'] !== String(Number(record.answers['6']) * 2))
      problems.push(`${id}: calculated wrongly`);
    const mine = done.filter((one) => one.id === id).sort((a, b) => a.revision - b.revision);
    const lastOf = new Map<string, number>();
    const oldestFirst = history.toReversed();
    const valueAt = (path: string, revision: number) =>
      oldestFirst.findLast((row) => row.revision <= revision && row.diff[path] !== undefined)?.diff[
        path
      ]?.[1];
    for (const one of mine) {
      const { diff } = history.find((row) => row.revision === one.revision)!;
      for (const [path, value] of flatten(one.given, lines)) {
        if (path.split('/').length === 2) continue;
        const [was, is] = diff[path] ?? [undefined, undefined];
        if (is === undefined) continue;
        if (is !== value) problems.push(`${id} ${path}: ${is} in revision ${one.revision}, not ${value}`);
        // Whoever wrote over a value had that value before them: what was taken back meanwhile reads as before.
        const had = valueAt(path, one.base) ?? null;
        if (had !== (was ?? null))
          problems.push(`${id} ${path}: revision ${one.revision} wrote over ${was}, having seen ${had}`);
        lastOf.set(path, one.revision);
      }
    }
    // An acknowledged value that nobody wrote over stands.
    for (const [path, revision] of lastOf) {
      const newer = history.some((row) => row.revision > revision && row.diff[path] !== undefined);
      const value = flatten(mine.find((one) => one.revision === revision)!.given, lines).get(path);
      if (!newer && flatten(record.answers, lines).get(path) !== value)
        problems.push(`${id} ${path}: ${value} is gone`);
    }
  }
  console.log(`concurrent edits: ${JSON.stringify(tally)}`);
  if (process.env.STORM_REPORT !== undefined)
    writeFileSync(
      process.env.STORM_REPORT,
      JSON.stringify({ people, count, seconds, ...tally, problems: problems.length }),
    );
  expect(problems.slice(0, 10)).toEqual([]);
  expect(done).toHaveLength(tally.edits);
  expect(tally.conflicts).toBeGreaterThan(0);
  expect(tally.merged).toBeGreaterThan(0);
}, 900_000);

/** One person: looks now and then, changes one or two things, reads again when somebody else was there first. */
async function person(
  index: number,
  ids: string[],
  end: number,
  done: Done[],
  tally: { edits: number; merged: number; conflicts: number; undone: number; unchanged: number },
): Promise<void> {
  const random = randomOf(index + 1);
  const who = everybody[index % everybody.length]!;
  const seen = new Map<string, Seen>();
  const look = async (id: string): Promise<Seen> => {
    const found = await studio.as(
      who,
      async ({ tx }) => (await loadRecords(tx, app as unknown as RecordApp, [id])).get(id)!,
      db,
    );
    seen.set(id, found);
    return found;
  };
  for (let turn = 0; Date.now() < end; turn += 1) {
    const id = pick(random, ids);
    const base = random() < 0.3 ? await look(id) : (seen.get(id) ?? (await look(id)));
    if (random() < 0.12) {
      const undone = await studio.as(who, (desk) => undoChange(desk, app.id, id), db);
      if (undone.ok) tally.undone += 1;
      continue;
    }
    const mark = `${index}-${turn}`;
    const given: Answers = { [pick(random, texts)]: mark };
    if (random() < 0.3) given[6] = String(Math.floor(random() * 1_000_000));
    if (random() < 0.3) given[8] = linesWith(base.answers, random() < 0.5 ? 'k1' : 'k2', mark);
    const saved = await studio.as(
      who,
      (desk) => editRecord(desk, app.id, id, { revision: base.revision, changes: given }),
      db,
    );
    if (!saved.ok) {
      if (saved.error.code !== 'conflict') throw new Error(JSON.stringify(saved.error));
      tally.conflicts += 1;
      seen.delete(id);
    } else if (saved.value.unchanged) tally.unchanged += 1;
    else {
      tally.edits += 1;
      if (saved.value.revision > base.revision + 1) tally.merged += 1;
      // Lines that were left alone are not given: what others did to them stays.
      done.push({ id, base: base.revision, revision: saved.value.revision, given: onlyMark(given, mark) });
      seen.set(id, { ...base, answers: { ...base.answers, ...given } });
      if (random() < 0.5) seen.delete(id);
    }
  }
}

function linesWith(answers: Answers, key: string, text: string): Answers[string] {
  const lines = (answers['8'] ?? []) as unknown as Line[];
  return lines.map((line) => (line.key === key ? { key, values: { 81: text } } : line)) as never;
}

function onlyMark(given: Answers, mark: string): Answers {
  if (given['8'] === undefined) return given;
  const lines = (given['8'] as unknown as Line[]).filter((line) => line.values['81'] === mark);
  return { ...given, 8: lines as never };
}
