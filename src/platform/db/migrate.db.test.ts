import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#platform/db.server';
import { type TestDatabase, testDatabase, testPassword } from '../../../scripts/test/db.ts';

let all: TestDatabase[];
beforeAll(async () => {
  all = await Promise.all(Array.from({ length: 3 }, () => testDatabase()));
});
afterAll(async () => {
  await Promise.all(all.map((one) => one.drop()));
});

test('databases of one server are brought up to date at the same moment, again and again, although they share their logins', async () => {
  const often = async ({ adminUrl }: TestDatabase) => {
    for (let time = 0; time < 5; time++)
      await migrate({
        adminUrl,
        directory: path.resolve(import.meta.dirname, '../../../db/migrations'),
        passwordOf: () => testPassword,
      });
  };
  expect(await Promise.all(all.map(often))).toHaveLength(3);
});
