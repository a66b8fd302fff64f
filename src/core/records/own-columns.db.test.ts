/** Fields that show a record's own columns, and values of every column type in the overflow. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers, DefinedField } from '#core/fields';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { createDatabase, type Database, type Tx, zoneUrl } from '#platform/db.server';
import {
  type TestDatabase,
  testDatabase,
  testMunicipalities,
  testPassword,
} from '../../../scripts/test/db.ts';
import { applyShape, insertRecord, loadRecord, type RecordApp, reviseRecord } from './index.server.ts';
import { maxPhysicalColumns } from './plan-shape.ts';

const a = testMunicipalities[0]!.code;
const writer = { kind: 'staff', postId: null };
const keyring = createKeyring('a secret for tests that is long enough');
const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality: a }, 'staff');
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

const field = (id: number, type: string): DefinedField =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目 ${id}` }, options: {} }) as DefinedField;
const make = async (id: string, fields: DefinedField[]): Promise<RecordApp> => {
  const app = { id, title: { ja: id }, fields };
  await owner.tenant(a, 'owner', async (tx) => unwrap(await applyShape(tx, app)));
  return app;
};
const insert = (app: RecordApp, id: string, answers: Answers) =>
  staff.tenant(a, 'staff', (tx) => insertRecord(tx, seals(tx), app, id, answers, writer));
const load = (app: RecordApp, id: string) => staff.tenant(a, 'staff', (tx) => loadRecord(tx, app, id));

test('fields show the state, the people and the times of their record, and no answer writes them', async () => {
  const types = ['text', 'status', 'assignee', 'created-by', 'created-at', 'updated-by', 'updated-at'];
  const app = await make(
    'own-columns',
    types.map((type, index) => field(index + 1, type)),
  );
  const [id, person] = [randomUUID(), randomUUID()];
  await insert(app, id, { 1: 'x', 2: 'forged', 4: person, 5: '1999-01-01T00:00:00' });
  const first = await load(app, id);
  expect(first!.answers).toEqual({
    1: 'x',
    5: expect.stringMatching(/^20\d\d-/),
    7: expect.stringMatching(/^20\d\d-/),
  });
  await staff.tenant(a, 'staff', (tx) =>
    sql`UPDATE r_own_columns SET state = 'open', assignees = ARRAY[${person}::uuid], created_by = ${person}::uuid`.execute(
      tx,
    ),
  );
  const seen = await load(app, id);
  expect(seen!.answers).toMatchObject({ 2: 'open', 3: [person], 4: person });
  const revised = await staff.tenant(a, 'staff', (tx) =>
    reviseRecord(tx, seals(tx), app, id, 1, { 1: 'y', 2: 'closed', 3: [], 7: '1999-01-01T00:00:00' }, writer),
  );
  expect(unwrap(revised).diff).toEqual({ 1: ['x', 'y'] });
  expect((await load(app, id))!.answers).toMatchObject({ 1: 'y', 2: 'open', 3: [person] });
});

test('times, instants and lists keep their type in the overflow, and stand in the readable view as what they are', async () => {
  const wide = Array.from({ length: maxPhysicalColumns }, (_, index) => field(index + 1, 'text'));
  const app = await make('wide', [...wide, field(901, 'time'), field(902, 'date-time'), field(903, 'date')]);
  const id = randomUUID();
  const answers = { 1: 'x', 901: '15:30', 902: '2026-11-21T08:00:05', 903: '2026-11-21' };
  await insert(app, id, answers);
  expect((await load(app, id))!.answers).toEqual(answers);
  const { rows } = await staff.tenant(a, 'staff', (tx) =>
    sql<{
      time: string;
      instant: Date;
    }>`SELECT 項目901::text AS time, 項目902 AS instant FROM v_wide`.execute(tx),
  );
  expect(rows).toEqual([{ time: '15:30:00', instant: new Date('2026-11-20T23:00:05Z') }]);
});
