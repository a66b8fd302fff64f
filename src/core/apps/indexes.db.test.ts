import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WantedIndex } from '#core/records.server';
import { indexName } from './build-indexes.sql.ts';
import { type Building, field, openBuilding } from './building.testing.ts';
import { askForIndex, buildIndexes, mostAsks, selectIndexes, takeBackIndex } from './index.server.ts';

let house: Building;
let appId: string;
let table: string;
beforeAll(async () => {
  house = await openBuilding();
  appId = await house.publishNew([field(1, 'text'), field(2, 'number')]);
  table = `r_${appId.replaceAll('-', '_')}`;
  await owner(
    sql`INSERT INTO ${sql.id(table)} (id, f1, f2) SELECT gen_random_uuid(), i::text, i FROM generate_series(1, 200) i`,
  );
});
afterAll(() => house.close());

const owner = (statement: { execute(tx: never): Promise<{ rows: unknown[] }> }) =>
  house.city.admin.tenant(
    house.city.code,
    'owner',
    async (tx) => (await statement.execute(tx as never)).rows,
  );
const round = (wanted: WantedIndex[]) =>
  buildIndexes(house.city.worker, house.city.code, (app) => (app.id === appId ? wanted : []));
const states = async () =>
  Object.fromEntries(
    (await house.city.staff.tenant(house.city.code, 'staff', (tx) => selectIndexes(tx, appId))).map((row) => [
      row.name,
      row.problem ?? row.state,
    ]),
  );
const index = (key: string, expressions: string[], more: Partial<WantedIndex> = {}): WantedIndex => ({
  key,
  table,
  expressions,
  ...more,
});

test('wanted indexes are built beside the writers, once, and go when nobody wants them', async () => {
  const [one, two] = [index('a', ['f1']), index('b', ['f2 DESC', 'id'])];
  expect(await round([one, two])).toEqual({
    built: [indexName(one), indexName(two)].sort(),
    dropped: [],
    failed: [],
  });
  expect(await round([one, two])).toEqual({ built: [], dropped: [], failed: [] });
  expect(await round([two])).toEqual({ built: [], dropped: [indexName(one)], failed: [] });
  expect(await states()).toEqual({ [indexName(two)]: 'ready' });
});

test('a build that was cut short is built again, and so is what a restore did not bring', async () => {
  const one = index('cut', ['f1', 'f2']);
  const name = indexName(one);
  await round([one]);
  await house.city.admin.shared((client) =>
    client.query('UPDATE pg_index SET indisvalid = false WHERE indexrelid = $1::regclass', [
      `m${house.city.code}.${name}`,
    ]),
  );
  expect(await round([one])).toEqual({ built: [name], dropped: [name], failed: [] });
  await owner(sql`DROP INDEX ${sql.id(name)}`);
  expect(await round([one])).toEqual({ built: [name], dropped: [], failed: [] });
});

test('a unique key that records break is told without their values, and built once they are mended', async () => {
  const id = randomUUID();
  await owner(sql`INSERT INTO ${sql.id(table)} (id, f1) VALUES (${id}, '7')`);
  const one = index('unique', ['f1'], { unique: true, where: 'deleted_at IS NULL' });
  expect((await round([one])).failed).toEqual([indexName(one)]);
  expect(await states()).toEqual({ [indexName(one)]: '23505' });
  await owner(sql`UPDATE ${sql.id(table)} SET deleted_at = now() WHERE id = ${id}`);
  expect((await round([one])).built).toEqual([indexName(one)]);
});

test('more than an app may have wait, unique keys never; what nobody used for 30 days goes, unless it is unique', async () => {
  const many = Array.from({ length: 14 }, (_, at) => index(`m${at}`, [`(f2 + ${at})`]));
  const unique = index('u', ['id', 'f1'], { unique: true });
  expect((await round([...many, unique])).built).toHaveLength(12);
  expect(Object.values(await states()).filter((state) => state === 'over')).toHaveLength(3);
  await owner(
    sql`UPDATE app_indexes SET built_at = now() - interval '31 days', used_at = NULL WHERE app_id = ${appId}`,
  );
  const after = await round([...many, unique]);
  expect(after.dropped).toHaveLength(11);
  expect((await states())[indexName(unique)]).toBe('ready');
  // Nobody wants them back by merely asking again.
  expect((await round([...many, unique])).built).toEqual([]);
});

test('what somebody asked for is built beside the rest, four of an app at most, and goes when it is taken back', async () => {
  const parts = { equal: [2], range: [], sort: [{ field: 1, descending: true }] };
  const ask = (key: string, who = house.actor) =>
    house.desk(async (desk) => {
      const done = await askForIndex(desk, appId, { key, parts });
      return done.ok ? 'ok' : done.error.code;
    }, who);
  expect(await ask('k0', { ...house.actor, post: null, postId: null, departments: [] } as never)).toBe(
    'notFound',
  );
  for (let count = 0; count < mostAsks; count += 1) expect(await ask(`k${count}`)).toBe('ok');
  expect([await ask('k0'), await ask('one more')]).toEqual(['conflict', 'conflict']);
  const one = index('asked', ['f2', 'f1 DESC']);
  const asked = () =>
    buildIndexes(house.city.worker, house.city.code, (app, _shape, asks) =>
      app.id === appId && asks.length > 0 ? [one] : [],
    );
  expect((await asked()).built).toEqual([indexName(one)]);
  expect(await states()).toEqual({ [indexName(one)]: 'ready' });
  for (let count = 0; count < mostAsks; count += 1)
    expect(
      await house.desk(async (desk) => (await takeBackIndex(desk, appId, `k${count}`)).ok),
      `k${count}`,
    ).toBe(true);
  expect((await asked()).dropped).toEqual([indexName(one)]);
});
