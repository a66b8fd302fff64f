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
import {
  applyShape,
  finishReindex,
  insertRecord,
  type RecordApp,
  reindexRecords,
  reviseRecord,
  selectShape,
} from './index.server.ts';

const [a] = testMunicipalities.map((one) => one.code) as [string, string];
const writer = { kind: 'staff', postId: null };
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

const field = (id: number, type: string, more: Partial<DefinedField> = {}): DefinedField =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目 ${id}` }, options: {}, ...more }) as DefinedField;
const fields = [
  field(1, 'text'),
  field(2, 'long-text'),
  field(3, 'text', { classification: 'sealed' } as never),
  field(4, 'lines', { fields: [field(5, 'text')] }),
  field(6, 'yes-no'),
];
const chief = [{ who: [{ position: '課長' }] }];
const app = (masked: string[]): RecordApp & { form: unknown } => ({
  form: { pages: [] },
  id: 'found-things',
  title: { ja: '落とし物' },
  fields,
  work: {
    department: '0301',
    title: ['項目1'],
    access: [],
    fieldAccess: [{ fields: masked, read: chief }],
    views: [],
    unique: [],
  },
});
const open = app(['項目2']);
const tenant = <T>(work: (tx: Tx) => Promise<T>) => staff.tenant(a, 'staff', work);
const seals = (tx: Tx) =>
  sealsOf({ tx, keyring: createKeyring('a secret for tests that is long enough'), municipality: a }, 'staff');
const apply = (one: RecordApp) => owner.tenant(a, 'owner', async (tx) => unwrap(await applyShape(tx, one)));
const rowsOf = (id: string) =>
  tenant(async (tx) => {
    const { rows } = await sql<{ class: string; words: string }>`
      SELECT class, words FROM r_found_things_t WHERE record_id = ${id} ORDER BY class COLLATE "C"`.execute(
      tx,
    );
    return rows.map((row) => [row.class, row.words]);
  });

test('texts are found from the statement that writes the record on, apart by who may read them', async () => {
  await apply(open);
  const id = randomUUID();
  const answers: Answers = {
    1: '黒い　かさ',
    2: '持ち主に電話',
    4: [{ key: 'k', values: { 5: 'ｶﾊﾞﾝ' } }] as never,
    6: true,
  };
  await tenant((tx) => insertRecord(tx, seals(tx), open, id, answers, writer));
  const [plain, chiefs] = await rowsOf(id);
  expect(plain).toEqual(['', '黒イカサ\nカバン']);
  expect(chiefs![1]).toBe('持チ主ニ電話');
  await tenant(async (tx) =>
    unwrap(await reviseRecord(tx, seals(tx), open, id, 1, { 1: '白い帽子', 2: null }, writer)),
  );
  expect(await rowsOf(id)).toEqual([['', '白イ帽子\nカバン']]);
});

test('a field that fewer may read takes its class with it at once, before the records are indexed anew', async () => {
  await apply(open);
  const id = randomUUID();
  await tenant((tx) => insertRecord(tx, seals(tx), open, id, { 1: '財布', 2: '現金' }, writer));
  const stricter = app(['項目1', '項目2']);
  await apply(stricter);
  const shape = await tenant((tx) => selectShape(tx, 'found-things'));
  expect(shape?.search?.stale).toBe(true);
  expect(shape?.search?.held['']).toContain(1);
  expect(shape?.search?.classes['']).not.toContain(1);
  for (let last: string | null = null, more = true; more; ) {
    last = await tenant((tx) => reindexRecords(tx, stricter, last, 1));
    more = last !== null;
  }
  await owner.tenant(a, 'owner', (tx) => finishReindex(tx, stricter));
  expect(await rowsOf(id)).toEqual([[expect.stringMatching(/./), '財布\n現金']]);
  const after = await tenant((tx) => selectShape(tx, 'found-things'));
  expect(after?.search).not.toHaveProperty('stale');
  expect(after?.search?.held).toEqual(after?.search?.classes);
});
