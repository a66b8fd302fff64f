import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers, DefinedField, NumberOffice } from '#core/fields';
import { ok, unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { createDatabase, type Database, type Tx, zoneUrl } from '#platform/db.server';
import {
  type TestDatabase,
  testDatabase,
  testMunicipalities,
  testPassword,
} from '../../../scripts/test/db.ts';
import {
  applyShape,
  insertRecord,
  loadRecord,
  numberIssues,
  numberRecords,
  planShape,
  type RecordApp,
  reviseRecord,
  selectHistory,
  selectShape,
} from './index.server.ts';

const [a] = testMunicipalities.map((one) => one.code) as [string];
const writer = { kind: 'staff', postId: null };
const keyring = createKeyring('a secret for tests that is long enough');
const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality: a }, 'staff');
const office: NumberOffice = { today: '2026-03-31', department: 'MACHI', ward: null };

let database: TestDatabase;
let owner: Database;
let staff: Database;
beforeAll(async () => {
  database = await testDatabase();
  owner = createDatabase({ url: database.adminUrl, max: 1 });
  staff = createDatabase({ url: zoneUrl(database.adminUrl, 'staff', testPassword), max: 20 });
});
afterAll(async () => {
  await Promise.all([owner.close(), staff.close()]);
  await database.drop();
});

const field = (id: number, code: string, type: string, options: object = {}) =>
  ({ id, code, type, label: { ja: code }, options }) as DefinedField;
const app = (id: string, pattern: string, more: DefinedField[] = []): RecordApp => ({
  id,
  title: { ja: id },
  fields: [
    field(1, '区', 'choice', { choices: [] }),
    field(2, '番号', 'auto-number', { pattern }),
    field(3, 'メモ', 'text'),
    ...more,
  ],
});
const publish = (one: RecordApp) => owner.tenant(a, 'owner', async (tx) => unwrap(await applyShape(tx, one)));
const create = (one: RecordApp, answers: Answers, where: NumberOffice | undefined = office) => {
  const id = randomUUID();
  return staff.tenant(a, 'staff', async (tx) => {
    await insertRecord(tx, seals(tx), one, id, answers, { ...writer, office: where });
    return (await loadRecord(tx, one, id))!.answers[2] as string;
  });
};

const insertWithout = (one: RecordApp) =>
  staff.tenant(a, 'staff', (tx) => insertRecord(tx, seals(tx), one, randomUUID(), { 1: '門司区' }, writer));

test('200 creations at once: no number twice, none left out, each series for itself', async () => {
  const one = app('numbers-at-once', '{年度}-{区}-{000}');
  await publish(one);
  const wards = ['門司区', '小倉北区'];
  const given = await Promise.all(Array.from({ length: 200 }, (_, n) => create(one, { 1: wards[n % 2]! })));
  const expected = wards.flatMap((ward) =>
    Array.from({ length: 100 }, (_, n) => `R7-${ward}-${String(n + 1).padStart(3, '0')}`),
  );
  expect(given.sort()).toEqual(expected.sort());
  // The day after belongs to the next fiscal year and begins again; more digits than the pattern has only grow.
  expect(await create(one, { 1: '門司区' }, { ...office, today: '2026-04-01' })).toBe('R8-門司区-001');
  await staff.tenant(a, 'staff', (tx) =>
    sql`UPDATE app_numbers SET last = 999 WHERE series LIKE 'R7-門司区%'`.execute(tx),
  );
  expect(await create(one, { 1: '門司区' })).toBe('R7-門司区-1000');
});

test('only a rolled back creation gives its number back; a number stands in the history and never changes', async () => {
  const one = app('numbers-kept', 'No.{0000}');
  await publish(one);
  expect(await create(one, {})).toBe('No.0001');
  await expect(
    staff.tenant(a, 'staff', async (tx) => {
      await insertRecord(tx, seals(tx), one, randomUUID(), {}, { ...writer, office });
      throw new Error('given up');
    }),
  ).rejects.toThrow('given up');
  expect(await create(one, {})).toBe('No.0002');
  const id = randomUUID();
  await staff.tenant(a, 'staff', async (tx) => {
    await insertRecord(tx, seals(tx), one, id, { 3: 'a' }, { ...writer, office });
    expect((await selectHistory(tx, one.id, id))[0]!.diff).toMatchObject({
      2: [null, 'No.0003'],
      3: [null, 'a'],
    });
    const revised = await reviseRecord(tx, seals(tx), one, id, 1, { 2: 'No.0001', 3: 'b' }, writer);
    expect(unwrap(revised).answers).toMatchObject({ 2: 'No.0003', 3: 'b' });
    const hidden = await reviseRecord(tx, seals(tx), one, id, 2, { 3: 'c' }, writer, {
      settle: () => ok({ 3: 'c' }),
    });
    expect(unwrap(hidden).answers).toMatchObject({ 2: 'No.0003', 3: 'c' });
  });
});

test('a counter set back by hand stops creations instead of giving a number twice', async () => {
  const one = app('numbers-set-back', '{00}');
  await publish(one);
  await create(one, {});
  const remove = (tx: Tx) => sql`DELETE FROM app_numbers WHERE app_id = 'numbers-set-back'`.execute(tx);
  await expect(staff.tenant(a, 'staff', remove)).rejects.toThrow(/permission denied/);
  await owner.tenant(a, 'owner', remove);
  await expect(create(one, {})).rejects.toThrow(/unique/);
});

test('many at once get one block per series', async () => {
  const one = app('numbers-block', '{区}/{0}');
  await publish(one);
  expect(await create(one, { 1: '門司区' })).toBe('門司区/1');
  const three = await staff.tenant(a, 'staff', (tx) =>
    numberRecords(
      tx,
      one,
      [{ 1: '門司区' }, { 1: '八幡西区' }, { 1: '門司区', 2: '門司区/old' }, { 1: '門司区' }],
      office,
    ),
  );
  expect(three.map((answers) => answers[2])).toEqual(['門司区/2', '八幡西区/1', '門司区/old', '門司区/3']);
});

test('what a pattern needs is asked for beside its field, and an office that nobody named is a bug', async () => {
  const one = app('numbers-needs', '{区}-{0}');
  expect(numberIssues(one, {}, office)).toEqual([
    { path: 'f1', message: '番号を付けるには「区」が要ります。' },
  ]);
  await publish(one);
  await expect(insertWithout(one)).rejects.toThrow();
});

test('a reference never points to another app, and related records have no column', async () => {
  const to = (target: string) =>
    app('numbers-shape', '{0}', [
      field(7, '相手', 'reference', { app: target }),
      field(8, '一覧', 'related', { app: target, by: 'x', show: ['y'], limit: 5 }),
    ]);
  await publish(to('companies'));
  const shape = await staff.tenant(a, 'staff', (tx) => selectShape(tx, 'numbers-shape'));
  expect(shape!.columns.map((one) => [one.fieldId, one.sqlType, one.target])).toEqual([
    [1, 'text', undefined],
    [2, 'text', undefined],
    [3, 'text', undefined],
    [7, 'uuid', 'companies'],
  ]);
  expect(planShape(to('companies'), shape)).toMatchObject({ ok: true, value: { unchanged: true } });
  expect(planShape(to('parks'), shape)).toMatchObject({ ok: false });
});
