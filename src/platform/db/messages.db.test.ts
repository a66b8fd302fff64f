/** Statements that go with the first and the last message of a transaction. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { lastly, type Statement, type Tx } from './index.server.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());

const as = <T>(
  work: (tx: Tx, opened: Record<string, unknown>[][]) => Promise<T>,
  opening = [] as never[],
  before?: Statement,
) => city.staff.tenant(city.code, 'staff', work, opening, before);
const hit = (key: string) => sql`INSERT INTO rate_limits (key, window_start) VALUES (${key}, now())`;
const hits = async (key: string) =>
  Number(
    (
      await as((tx) =>
        sql<{ count: string }>`SELECT count(*) AS count FROM rate_limits WHERE key = ${key}`.execute(tx),
      )
    ).rows[0]!.count,
  );

test('what is asked as a transaction begins is asked in its role and schema, and given statement by statement', async () => {
  const opened = await as(async (_tx, rows) => rows, [
    sql`SELECT current_user::text AS who, ${'a b'} AS word`,
    sql`SELECT generate_series(1, 2) AS n`,
  ] as never[]);
  expect(opened).toEqual([[{ who: `m${city.code}_staff`, word: 'a b' }], [{ n: 1 }, { n: 2 }]]);
});

test('a value that is no plain word never opens a transaction', async () => {
  await expect(as(async () => 1, [sql`SELECT ${"'"}`] as never[])).rejects.toThrow('no plain word');
  await expect(as(async () => 1, [], sql`SELECT ${"'"}`)).rejects.toThrow('no plain word');
});

test('an opening that fails leaves the connection as it was', async () => {
  await expect(as(async () => 1, [sql`SELECT 1 / 0`] as never[])).rejects.toMatchObject({ code: '22012' });
  await expect(as(async () => 1, [], sql`SELECT 1 / 0`)).rejects.toMatchObject({ code: '22012' });
  for (let n = 0; n < 12; n++) expect(await hits('nobody')).toBe(0);
});

test('what goes before stays whatever becomes of the rest, in the same message, and its rows come first', async () => {
  const counting = sql`INSERT INTO rate_limits (key, window_start) VALUES (${'before'}, now()) RETURNING key`;
  const opened = await as(async (_tx, rows) => rows, [sql`SELECT ${'a'} AS word`] as never[], counting);
  expect(opened).toEqual([[{ key: 'before' }], [{ word: 'a' }]]);
  expect(await as(async (_tx, rows) => rows, [], hit('alone'))).toEqual([[]]);
  const thrown = as(
    async (tx) => {
      await hit('undone with it').execute(tx);
      throw new Error('no');
    },
    [],
    hit('counted'),
  );
  await expect(thrown).rejects.toThrow('no');
  await expect(as(async () => 1, [sql`SELECT 1 / 0`] as never[], hit('counted too'))).rejects.toThrow();
  expect([await hits('counted'), await hits('counted too'), await hits('undone with it')]).toEqual([1, 1, 0]);
});

test('the last statement is committed with the rest, or nothing is', async () => {
  await as(async (tx) => {
    await hit('first').execute(tx);
    await lastly(tx, hit('last'));
  });
  expect([await hits('first'), await hits('last')]).toEqual([1, 1]);
  const failing = as(async (tx) => {
    await hit('undone').execute(tx);
    await lastly(tx, sql`INSERT INTO rate_limits (key, window_start) VALUES (NULL, now())`);
  });
  await expect(failing).rejects.toMatchObject({ code: '23502' });
  expect(await hits('undone')).toBe(0);
  const thrown = as(async (tx) => {
    await lastly(tx, hit('thrown'));
    throw new Error('no');
  });
  await expect(thrown).rejects.toThrow('no');
  expect(await hits('thrown')).toBe(0);
});

test('a last statement whose value is no plain word is sent at once, with parameters', async () => {
  await as((tx) => lastly(tx, hit("it's 日本")));
  expect(await hits("it's 日本")).toBe(1);
});

test('after an error that was swallowed nothing is committed, with a last statement or without', async () => {
  for (const close of [true, false]) {
    const work = as(async (tx) => {
      await hit('swallowed').execute(tx);
      await sql`SELECT 1 / 0`.execute(tx).catch(() => undefined);
      if (close) await lastly(tx, hit('swallowed too'));
    });
    await expect(work).rejects.toThrow();
  }
  expect([await hits('swallowed'), await hits('swallowed too')]).toEqual([0, 0]);
});

test('a transaction within another keeps its own first and last statements', async () => {
  await as(async (tx) => {
    await lastly(tx, hit('outer'));
    const inner = await as(
      async (other, rows) => {
        await lastly(other, hit('inner'));
        return rows;
      },
      [sql`SELECT ${'inner'} AS word`] as never[],
    );
    expect(inner).toEqual([[{ word: 'inner' }]]);
    expect([await hits('outer'), await hits('inner')]).toEqual([0, 1]);
  });
  expect(await hits('outer')).toBe(1);
});
