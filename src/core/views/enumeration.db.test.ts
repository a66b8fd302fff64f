/** Acceptance 4 (reading): permissions by enumeration over random apps, rules and people; `npm run proof -- permissions` at full size. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { createDatabase, type Database, type Tx, zoneUrl } from '#platform/db.server';
import {
  type TestDatabase,
  testDatabase,
  testMunicipalities,
  testPassword,
} from '../../../scripts/test/db.ts';
import { enumerate } from './enumeration.testing.ts';

const municipality = testMunicipalities[0].code;
let database: TestDatabase;
let owner: Database;
let staff: Database;

beforeAll(async () => {
  database = await testDatabase();
  owner = createDatabase({ url: database.adminUrl, max: 1 });
  staff = createDatabase({ url: zoneUrl(database.adminUrl, 'staff', testPassword), max: 1 });
});
afterAll(async () => {
  await Promise.all([owner.close(), staff.close()]);
  await database.drop();
});

const keyring = createKeyring('a secret for tests that is long enough');
const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality }, 'staff');

test('rows, masks, filters, sorts, groups and search are what the values a person may know make of them', async () => {
  const sizes = { apps: 6, records: 24, people: 4, questions: 4 };
  const outcome = await enumerate({ owner, staff, municipality, seals }, 4, sizes);
  console.log(`permissions: ${JSON.stringify({ ...outcome, problems: outcome.problems.length })}`);
  expect(outcome.problems).toEqual([]);
  expect(outcome.seen).toBeGreaterThan(outcome.pairs / 10);
  expect(outcome.masked).toBeGreaterThan(100);
  expect(outcome.refused).toBeGreaterThan(10);
  expect(outcome.heldBack).toBeGreaterThan(20);
});
