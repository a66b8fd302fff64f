/** What pages of records stand on: a record as it was seen, who else is there, and from where changes came. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/policy';
import { selectHistory } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { auditOf, field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import {
  addRecord,
  blankRecord,
  deleteRecord,
  editRecord,
  followRecord,
  linkRecords,
  mergeRecords,
  readLinks,
  restoreRecord,
  seenRecord,
  visitRecord,
} from './index.server.ts';

let studio: Studio;
let saori: StaffActor;
let other: StaffActor;
const everyone = [{ everyone: true as const }];
const app = workApp(
  'seen-things',
  [
    field(1, '品名'),
    field(2, '場所'),
    field(3, '届出人', 'text'),
    field(4, '作成者', 'created-by'),
    field(5, '公開', 'yes-no'),
    field(6, '明細', 'lines', { fields: [field(61, '内容')] }),
  ],
  {
    access: [
      { who: everyone, may: ['add'] },
      { who: [{ field: '作成者' }], may: ['view', 'edit', 'delete'] },
      { who: everyone, may: ['view', 'edit'], when: '公開 = TRUE' },
    ],
    fieldAccess: [
      { fields: ['届出人'], read: [{ who: [{ field: '作成者' }] }] },
      { fields: ['場所'], edit: [{ who: [{ field: '作成者' }] }] },
    ],
  },
);

beforeAll(async () => {
  studio = await openStudio();
  saori = await studio.actor('gakuji-shuji');
  other = await studio.actor('shiminzei-shuji');
  await studio.publish(app);
});
afterAll(() => studio.city.close());

const add = async (answers: object) =>
  unwrap(await studio.as(saori, (desk) => addRecord(desk, app.id, answers as never))).id;
const edit = (id: string, revision: number, changes: object, who = saori) =>
  studio.as(who, (desk) => editRecord(desk, app.id, id, { revision, changes: changes as never }));
const see = async (id: string, who = saori, revision?: number) =>
  studio.as(who, (desk) => seenRecord(desk, app.id, id, revision));

test('a record is there as it was seen, lines too, whatever was changed since', async () => {
  const id = await add({ 1: '傘', 2: '棚1', 6: [{ key: 'k1', values: { 61: '黒' } }] });
  unwrap(await edit(id, 1, { 1: '日傘', 6: [{ key: 'k2', values: { 61: '白' } }] }));
  const seen = unwrap(await see(id, saori, 1));
  expect([seen.base[1], seen.base[6]]).toEqual(['傘', [{ key: 'k1', values: { 61: '黒' } }]]);
  expect([seen.answers[1], seen.revision]).toEqual(['日傘', 2]);
  const ahead = await see(id, saori, 3);
  expect(!ahead.ok && ahead.error.code).toBe('conflict');
  expect((await see(id, saori, Number.NaN)).ok).toBe(false);
});

test('the form of a record has what the person may read, and is closed where they may not change it', async () => {
  const id = await add({ 1: '財布', 2: '金庫', 3: '山田', 5: true });
  const mine = unwrap(await see(id));
  expect([mine.fields.map((one) => one.id), mine.form.editable]).toEqual([[1, 2, 3, 4, 5, 6], undefined]);
  const theirs = unwrap(await see(id, other));
  expect(theirs.fields.map((one) => one.id)).toEqual([1, 2, 4, 5, 6]);
  expect(theirs.form.editable).toEqual(['f1', 'f5', 'f6']);
  expect(JSON.stringify(theirs.form)).not.toContain('届出人');
  const blank = unwrap(await studio.as(other, (desk) => blankRecord(desk, app.id)));
  expect(blank.form.fields.map((one) => one.id)).toContain(3);
  expect((await see(await add({ 1: '内緒' }), other)).ok).toBe(false);
});

test('who has a record open is told to others who may see it, those who write first; who left or may not see it is not named', async () => {
  const id = await add({ 1: '鍵', 5: true });
  const visit = (who: StaffActor, as: Parameters<typeof visitRecord>[3]) =>
    studio.as(who, (desk) => visitRecord(desk, app.id, id, as));
  expect(unwrap(await visit(saori, 'reading'))).toEqual([]);
  expect(unwrap(await visit(other, 'editing')).map((one) => one.editing)).toEqual([false]);
  const [there] = unwrap(await visit(saori, 'reading'));
  expect([there?.name, there?.editing]).toEqual([other.name, true]);
  unwrap(await visit(other, 'left-form'));
  expect(unwrap(await visit(saori, 'reading'))[0]?.editing).toBe(false);
  // Hidden from them in this moment: they are not named any more, and learn nothing.
  unwrap(await edit(id, 1, { 5: false }));
  expect(unwrap(await visit(saori, 'reading'))).toEqual([]);
  expect((await visit(other, 'reading')).ok).toBe(false);
  unwrap(await edit(id, 2, { 5: true }));
  unwrap(await visit(other, 'reading'));
  unwrap(await visit(other, 'left'));
  expect(unwrap(await visit(saori, 'reading'))).toEqual([]);
});

test('history says from where each change came', async () => {
  const id = await add({ 1: '本' });
  unwrap(
    await studio.as(saori, (desk) =>
      editRecord({ ...desk, via: 'api' }, app.id, id, { revision: 1, changes: { 1: '雑誌' } }),
    ),
  );
  unwrap(await studio.as(saori, (desk) => deleteRecord({ ...desk, via: 'page' }, app.id, id, 2)));
  unwrap(await studio.as(saori, (desk) => restoreRecord({ ...desk, via: 'page' }, app.id, id)));
  const rows = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    selectHistory(tx, app.id, id),
  );
  expect(rows.map((row) => [row.act, row.via])).toEqual([
    ['restore', 'page'],
    ['delete', 'page'],
    [null, 'api'],
    [null, null],
  ]);
});

test('the id of a merged record leads to the survivor in every act, its answer and its audit', async () => {
  const [kept, gone, third] = [await add({ 1: '甲' }), await add({ 1: '乙' }), await add({ 1: '丙' })];
  const merge = { survivor: { id: kept, revision: 1 }, merged: { id: gone, revision: 1 }, take: [] };
  unwrap(await studio.as(saori, (desk) => mergeRecords(desk, app.id, merge)));
  expect(unwrap(await see(gone)).id).toBe(kept);
  expect(unwrap(await studio.as(saori, (desk) => followRecord(desk, app.id, gone, true)))).toEqual({
    id: kept,
  });
  const [here, there] = [
    { appId: app.id, recordId: gone },
    { appId: app.id, recordId: third },
  ];
  expect(unwrap(await studio.as(saori, (desk) => linkRecords(desk, here, there)))).toEqual({ id: kept });
  const links = unwrap(await studio.as(saori, (desk) => readLinks(desk, app.id, gone)));
  expect(links).toEqual({ recordId: kept, ends: [there] });
  const acts = (await auditOf(studio.city, 'record')).filter((row) => /follow|link/.test(row.act));
  expect(acts.map((row) => row.ids[1])).toEqual([kept, kept]);
});
