import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, testMunicipalities } from '../../../../scripts/test/db.ts';
import { agreement } from './agreement.testing.ts';

const schema = `m${testMunicipalities[0].code}`;
const role = `${schema}_staff`;
let database: TestDatabase;
let admin: pg.Client;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  client = new pg.Client({ connectionString: database.adminUrl });
  for (const each of [admin, client]) {
    await each.connect();
    await each.query(`SET search_path TO ${schema}, pg_temp`);
  }
  await client.query(`SET ROLE ${role}`);
});

afterAll(async () => {
  await admin?.end();
  await client?.end();
  await database?.drop();
});

it('value, SQL and Kleene agree on random formulas and rows, and no accepted formula fails', async () => {
  const extent = { formulas: 330, rows: 110, rowsEach: 10, completions: 1, seed: 20261121 };
  const found = await agreement(admin, client, role, extent);
  expect(found.refused).toEqual([]);
  expect(found.disagreements).toEqual([]);
  expect(found.random).toBeGreaterThan(2_900);
  expect(found.filled).toBeGreaterThan(found.pairs / 3);
  expect(found.definite).toBeGreaterThan(found.pairs / 3);
});
