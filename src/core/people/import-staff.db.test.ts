import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf, type Organisation } from '#core/definitions.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { importStaff, selectPosts } from './index.server.ts';

let city: TestCity;
let organisation: Organisation;
beforeAll(async () => {
  city = await createTestCity();
  organisation = await city.staff.tenant(city.code, 'staff', async (tx) =>
    (await definitionsOf(tx, city.code)).organisation('2026-04-01'),
  );
});
afterAll(() => city?.close());

const header = 'login,family,given,kana,mail,department,position,kind,from,to';
type Options = Partial<Parameters<typeof importStaff>[3]>;
const bring = (lines: string[], options: Options = {}) =>
  city.staff.tenant(city.code, 'staff', (tx) =>
    importStaff(tx, organisation, new TextEncoder().encode([header, ...lines].join('\n')), {
      asOf: '2027-04-01',
      complete: false,
      dryRun: false,
      ...options,
    }),
  );
const count = (table: 'staff' | 'posts') =>
  city.staff.tenant(city.code, 'staff', async (tx) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.id(table)}`.execute(tx);
    return rows[0]!.n;
  });

test('7 000 staff move on 1 April: dated, seen the day before and after, nothing deleted', async () => {
  const departments = organisation.departments
    .filter((one) => one.validTo === undefined)
    .map((one) => one.code);
  const roster = (shift: number, from: string) =>
    Array.from(
      { length: 7_000 },
      (_, n) => `m${n},異動,${n}番,,,${departments[(n + shift) % departments.length]},主事,本務,${from},`,
    );
  const before = await count('staff');
  expect(await bring(roster(0, '2025-04-01'))).toMatchObject({ ok: true });
  expect(await count('staff')).toBe(before + 7_000);
  expect(await bring(roster(0, '2025-04-01'))).toMatchObject({
    ok: true,
    value: { newPosts: [], changedPosts: [] },
  });

  const dry = await bring(roster(1, '2027-04-01'), { dryRun: true });
  expect(dry.ok && dry.value.moves).toHaveLength(7_000);
  const posts = await count('posts');
  expect(await count('posts')).toBe(posts);
  // The others of the city are not in this file: a complete one that forgets them must say so first.
  const started = performance.now();
  const moved = await bring(roster(1, '2027-04-01'), { complete: true, force: true });
  expect(moved.ok && [moved.value.moves.length, moved.value.leaves.length > 0]).toEqual([7_000, true]);
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(await count('posts')).toBe(posts + 7_000);

  const at = (day: string) =>
    city.staff.tenant(city.code, 'staff', async (tx) => {
      const { rows } = await sql<{ id: string }>`SELECT id FROM staff WHERE login = 'm0'`.execute(tx);
      return (await selectPosts(tx, rows[0]!.id, day)).map((one) => one.department);
    });
  expect(await at('2027-03-31')).toEqual([departments[0]]);
  expect(await at('2027-04-01')).toEqual([departments[1]]);
});

test('a file with one mistake changes nothing', async () => {
  const before = await count('posts');
  const refused = await bring([
    'a1,新,人,,,KYOI-GAKUJI,主事,本務,2027-05-01,',
    'a2,新,人,,,SOMU-JOHO,主事,本務,2027-05-01,',
  ]);
  expect(!refused.ok && refused.error.issues).toEqual([
    { path: 'line 3', message: expect.stringContaining('2027-05-01 にはありません') },
  ]);
  expect(await count('posts')).toBe(before);
});
