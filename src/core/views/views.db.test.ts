import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import type { Answers } from '#core/fields';
import { applyShape, insertRecord, type Shape, shapeOf } from '#core/records.server';
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
  countRecords,
  explainQuestion,
  groupRecords,
  listRecords,
  type OpenApp,
  openWith,
  positionsOf,
  titlesOf,
  totalsOf,
  wantedIndexes,
  withinTime,
} from './index.server.ts';
import { randomOf, randomPerson } from './random-app.testing.ts';

const municipality = testMunicipalities[0].code;
let database: TestDatabase;
let owner: Database;
let staff: Database;
beforeAll(async () => {
  database = await testDatabase();
  owner = createDatabase({ url: database.adminUrl, max: 1 });
  staff = createDatabase({ url: zoneUrl(database.adminUrl, 'staff', testPassword), max: 2 });
});
afterAll(async () => {
  await Promise.all([owner.close(), staff.close()]);
  await database.drop();
});

const field = (id: number, code: string, type: string, options: object = {}, more: object = {}) =>
  ({ id, code, type, label: { ja: code }, options, ...more }) as const;
const table = (id: string, more: object) => ({
  id,
  title: { ja: id },
  kind: 'table',
  columns: ['品名'],
  defaultFor: [],
  ...more,
});
const things = {
  kind: 'app',
  id: 'found-things',
  title: { ja: '落とし物' },
  effectiveFrom: '2026-04-01',
  standardisedSystem: 'own-measure',
  fields: [
    field(1, '品名', 'text'),
    field(2, '金額', 'number'),
    field(3, '状態', 'text'),
    field(4, '拾得日', 'date'),
    field(5, '所管', 'department'),
    field(6, '明細', 'lines', {}, { fields: [field(7, '数', 'number'), field(8, '種類', 'text')] }),
    field(9, '経過日数', 'formula', { formula: 'DATEDIF(拾得日, TODAY(), "D")', result: 'number' }),
    field(10, '保管料', 'formula', { formula: '経過日数 * 10', result: 'number' }),
  ],
  form: { pages: [] },
  summary: [],
  work: {
    department: '0301',
    title: ['品名'],
    access: [
      { who: [{ everyone: true }], may: ['view', 'add'] },
      { who: [{ field: '所管' }], may: ['view', 'edit'] },
    ],
    fieldAccess: [],
    views: [
      table('open', {
        filter: '状態 = "保管中"',
        sort: [{ field: '拾得日', descending: true }],
        totals: [{ by: 'sum', field: '金額' }],
      }),
      table('named', { sort: [{ field: '品名' }] }),
    ],
    unique: [['品名', '拾得日']],
  },
} as unknown as WorkApp;

const seals = (tx: Tx) =>
  sealsOf({ tx, keyring: createKeyring('a secret for tests that is long enough'), municipality }, 'staff');
let shape: Shape;
const asked = <T>(work: (open: OpenApp) => Promise<T>) =>
  staff.tenant(municipality, 'staff', async (tx) => {
    const desk = { tx, municipality, actor: randomPerson(randomOf(1)) };
    return work(openWith(desk, { derived: (_key, make) => make() }, things, 1, shape, new Date()));
  });

beforeAll(async () => {
  await owner.tenant(municipality, 'owner', async (tx) => {
    unwrap(await applyShape(tx, things as never));
    await sql`
      INSERT INTO r_found_things (id, created_at, f1, f2, f3, f4, f5)
      SELECT gen_random_uuid(), now() - n * interval '1 minute', '品' || lpad(n::text, 6, '0'), n % 100,
        (ARRAY['保管中', '返還', '処分'])[1 + n % 3], date '2020-01-01' + n % 2000, '030' || n % 5
      FROM generate_series(1, 12000) n`.execute(tx);
    await sql`ANALYZE r_found_things`.execute(tx);
  });
  shape = await staff.tenant(municipality, 'staff', (tx) => shapeOf(tx, 'found-things'));
});

test('a list of any length is jumped into at even distances, and goes on in both directions from there', async () => {
  const question = { view: 'named' };
  const places = await asked(async (open) => unwrap(await positionsOf(open, question, 4)));
  expect(places).toHaveLength(3);
  const [, middle] = places;
  const page = await asked(async (open) =>
    unwrap(await listRecords(open, { ...question, limit: 3, from: middle! })),
  );
  expect(page.rows.map((row) => row.answers[1])).toEqual(['品006000', '品006001', '品006002']);
  const before = await asked(async (open) =>
    unwrap(await listRecords(open, { ...question, limit: 2, before: page.previous! })),
  );
  expect(before.rows.map((row) => row.answers[1])).toEqual(['品005998', '品005999']);
});

test('counts are exact up to a cap and then say that they are estimates', async () => {
  expect(await asked((open) => countRecords(open, { view: 'open' }))).toEqual(
    ok({ count: 4000, exact: true }),
  );
  const all = await asked(async (open) => unwrap(await countRecords(open, {})));
  expect(all.exact).toBe(false);
  expect(all.count).toBeGreaterThanOrEqual(10_000);
  expect(all.count).toBeLessThan(14_000);
});

test('what is calculated from today is that of today in lists, filters, orders and totals, whenever it was saved', async () => {
  const found = await asked(async (open) => {
    const page = unwrap(
      await listRecords(open, {
        filter: '経過日数 >= 0',
        sort: [{ field: '保管料', descending: true }],
        limit: 3,
      }),
    );
    const days = Math.round((Date.parse(open.at.today) - Date.parse('2020-01-01')) / 86_400_000);
    const none = unwrap(await countRecords(open, { filter: `経過日数 > ${days}` }));
    const groups = unwrap(
      await groupRecords(open, { rows: [{ field: '経過日数' }], measures: [{ by: 'max', field: '保管料' }] }),
    );
    return { page, days, none, groups };
  });
  expect(found.page.rows.map(({ answers }) => [answers[9], answers[10]])).toEqual(
    Array.from({ length: 3 }, () => [String(found.days), String(found.days * 10)]),
  );
  expect(found.none).toEqual({ count: 0, exact: true });
  expect(found.groups.groups.every(({ keys, values }) => Number(values[0]) === Number(keys[0]) * 10)).toBe(
    true,
  );
});

test('totals are those of all records of the view', async () => {
  const totals = await asked(async (open) => unwrap(await totalsOf(open, { view: 'open' })));
  const right = Array.from({ length: 12_000 }, (_one, index) => index + 1).filter((n) => n % 3 === 0);
  expect(totals).toEqual([
    { by: 'sum', field: '金額', value: String(right.reduce((sum, n) => sum + (n % 100), 0)) },
  ]);
});

test('lines are grouped and added up like records', async () => {
  const ids = [randomUUID(), randomUUID()];
  const line = (key: string, count: string, kind: string) => ({ key, values: { 7: count, 8: kind } });
  await staff.tenant(municipality, 'staff', async (tx) => {
    const insert = (id: string, answers: Answers) =>
      insertRecord(tx, seals(tx), things as never, id, answers, { kind: 'staff', postId: null });
    await insert(ids[0]!, { 1: 'かばん', 6: [line('a', '2', '鍵'), line('b', '3', '本')] as never });
    await insert(ids[1]!, { 1: '袋', 6: [line('a', '5', '鍵')] as never });
  });
  const found = await asked(async (open) =>
    unwrap(
      await groupRecords(open, {
        rows: [{ field: '明細.種類' }],
        measures: [{ by: 'count' }, { by: 'sum', field: '明細.数' }],
      }),
    ),
  );
  expect(found.groups).toEqual([
    { keys: ['鍵'], values: ['2', '7'] },
    { keys: ['本'], values: ['1', '3'] },
  ]);
  const doubled = await asked((open) =>
    groupRecords(open, { rows: [{ field: '明細.種類' }], measures: [{ by: 'sum', field: '金額' }] }),
  );
  expect(doubled.ok).toBe(false);
  expect(await asked((open) => titlesOf(open, [...ids, randomUUID()]))).toEqual(
    new Map([
      [ids[0], 'かばん'],
      [ids[1], '袋'],
    ]),
  );
});

test('indexes are derived from views, access rules and unique keys; what is built serves what it was derived from', async () => {
  const wanted = wantedIndexes(things, shape);
  expect(wanted.map((one) => [one.expressions.join(', '), one.unique === true])).toEqual([
    ['created_at DESC NULLS LAST, id DESC', false],
    ['deleted_at', false],
    ['f1, f4', true],
    ['f5, created_at DESC NULLS LAST, id DESC', false],
    ['f5, f3, "f4" DESC NULLS LAST, id DESC', false],
    ['f3, "f4" DESC NULLS LAST, id DESC', false],
    ['f5, ("f1" COLLATE "ja-x-icu"), id', false],
    ['("f1" COLLATE "ja-x-icu"), id', false],
  ]);
  expect(wantedIndexes(structuredClone(things), structuredClone(shape)).map((one) => one.key)).toEqual(
    wanted.map((one) => one.key),
  );
  const question = { view: 'named', filter: '金額 = 5' };
  const build = (index: { table: string; expressions: string[]; where?: string }) =>
    owner.tenant(municipality, 'owner', (tx) =>
      sql
        .raw(`CREATE INDEX ON ${index.table} (${index.expressions.join(', ')}) WHERE ${index.where}`)
        .execute(tx),
    );
  for (const view of ['open', 'named']) {
    const before = await asked(async (open) => unwrap(await explainQuestion(open, { view })));
    expect([view, before.indexed]).toEqual([view, false]);
    await build(before.index!);
    expect(await asked(async (open) => unwrap(await explainQuestion(open, { view })))).toMatchObject({
      indexed: true,
      index: null,
      parts: null,
    });
  }
  const slow = await asked(async (open) => unwrap(await explainQuestion(open, { ...question, sort: [] })));
  expect(slow.index?.expressions).toEqual(['f2', 'created_at DESC NULLS LAST', 'id DESC']);
  // Asked for, it is wanted beside what the definition asks for; what it was compared with is not kept.
  expect(slow.parts).toEqual({ equal: [2], range: [], sort: [] });
  const more = wantedIndexes(things, shape, [slow.parts!]).map((one) => one.key);
  expect(more).toContain(slow.index!.key);
  expect(more.filter((key) => key !== slow.index!.key)).toEqual(wanted.map((one) => one.key));
});

test('a question that takes too long ends with a sentence, not with the connection', async () => {
  let ended: unknown;
  const work = asked(async (open) => {
    ended = await withinTime(open, () => countRecords(open, { filter: 'COUNTIF(明細, LEN(種類) > 0) = 0' }), {
      milliseconds: 1,
    });
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(ended).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});

/** How many questions sleep in this database at this moment. */
async function sleeping(): Promise<number> {
  const { rows } = await owner.shared((client) =>
    client.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE '%pg_sleep(600)%'`,
    ),
  );
  return rows[0]!.count;
}

test('a question ends when whoever asked has gone', async () => {
  const controller = new AbortController();
  let ended: unknown;
  const work = asked(async (open) => {
    const asker = { signal: controller.signal, db: staff };
    const slow = async () => ok(await sql`SELECT pg_sleep(600)`.execute(open.desk.tx));
    // Gone while the question runs: not before, and long before its time is up.
    const left = expect
      .poll(sleeping, { timeout: 60_000 })
      .toBe(1)
      .then(() => controller.abort());
    ended = await withinTime(open, slow, { asker, milliseconds: 600_000 });
    await left;
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(ended).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});
