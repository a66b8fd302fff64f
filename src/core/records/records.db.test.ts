import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, columns, type DefinedField, type Field, fieldTypes, type Line } from '#core/fields';
import { openAnswers, recordPlace, sealAnswers } from '#core/sealing.server';
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
  loadRecords,
  type RecordApp,
  reviseRecord,
  selectHistory,
  selectShape,
  writeRecord,
} from './index.server.ts';

const [a, b] = testMunicipalities.map((one) => one.code) as [string, string];
const writer = { kind: 'staff', postId: null };
let database: TestDatabase;
let owner: Database;
let staff: Database;
let portal: Database;

beforeAll(async () => {
  database = await testDatabase();
  owner = createDatabase({ url: database.adminUrl, max: 2 });
  staff = createDatabase({ url: zoneUrl(database.adminUrl, 'staff', testPassword), max: 4 });
  portal = createDatabase({ url: zoneUrl(database.adminUrl, 'portal', testPassword), max: 1 });
});
afterAll(async () => {
  await Promise.all([owner.close(), staff.close(), portal.close()]);
  await database.drop();
});

const field = (id: number, type: string, more: Partial<DefinedField> = {}): DefinedField =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目 ${id}` }, options: {}, ...more }) as DefinedField;
const app = (id: string, fields: DefinedField[]): RecordApp => ({
  id,
  title: { ja: `アプリ ${id}` },
  fields,
});
const apply = (municipality: string, one: RecordApp) =>
  owner.tenant(municipality, 'owner', async (tx) => unwrap(await applyShape(tx, one)));
const insert = (municipality: string, one: RecordApp, id: string, answers: Answers) =>
  staff.tenant(municipality, 'staff', async (tx) =>
    insertRecord(
      tx,
      seals(tx, municipality),
      one,
      id,
      await sealed(tx, municipality, one, id, answers),
      writer,
    ),
  );
const keyring = createKeyring('a secret for tests that is long enough');
const seals = (tx: Tx, municipality = a) => sealsOf({ tx, keyring, municipality }, 'staff');
const sealed = (tx: Tx, municipality: string, one: RecordApp, id: string, answers: Answers) =>
  sealAnswers(seals(tx, municipality), recordPlace(one.id, id), one.fields as unknown as Field[], answers);
const load = (municipality: string, one: RecordApp, id: string) =>
  staff.tenant(municipality, 'staff', (tx) => loadRecord(tx, one, id));

const values: Record<string, Answers[string]> = {
  text: "𠮷野家 'x' \\ 葛󠄀",
  'long-text': '一行目\n二行目',
  number: '12345678901234567890.0123456789',
  money: '-1200',
  date: '2024-02-29',
  choice: '持家',
  'multiple-choice': ['生活保護', 'その他'],
  'yes-no': false,
  'person-name': { family: '髙橋', given: '美咲', kana: { family: 'タカハシ', given: 'ミサキ' } },
  'birth-date': '1945-08-00',
  address: { postCode: '9088501', town: '本町', asWritten: '本町1-1' },
  phone: '09012345678',
  mail: 'a@b.example',
  'household-members': [{ key: 'k1', values: { '9901': { family: '林', given: '葵' }, '9902': '子' } }],
  'bank-account': { number: '1234567' },
  'individual-number': '123456789018',
  file: [{ id: 'x', sha256: 'y', name: '写し.pdf', bytes: 3, type: 'application/pdf' }],
  photo: [{ id: 'x', sha256: 'y', name: '顔.jpg', bytes: 3, type: 'image/jpeg' }],
  consent: true,
  formula: '要保護',
  user: '0b8e2a46-8f0a-4a5e-9c53-0f6a3c1d2e4f',
  department: 'SOMU-JINJI',
  group: 'taisaku-hombu',
  reference: '5f1d9b0e-6a67-4c0e-8a55-7a8f5b2d9c11',
  lookup: { key: '908-8501', record: '5f1d9b0e-6a67-4c0e-8a55-7a8f5b2d9c11' },
  'auto-number': 'R8-0001',
  lines: [
    { key: 'k2', values: { '501': '1000', '502': 's' } },
    { key: 'k1', values: { '501': '2' } },
  ],
  time: '15:30',
  'date-time': '2026-11-21T15:30:20',
  link: 'https://www.example.jp/申請',
  'corporate-number': '8000020401005',
  'score-choice': '一部',
  'code-scan': '4901234567894',
  signature: {
    strokes: [
      [10, 20, 30, 40],
      [50, 60],
    ],
  },
  'map-point': { lat: '33.8812345', lng: '130.87' },
  area: '潮見区',
  'rich-text': { text: '至急', blocks: [{ kind: 'paragraph', runs: [{ text: '至急', bold: true }] }] },
};
const isSystem = (type: (typeof fieldTypes)[number]) => columns[type].system !== undefined;

test('every field type goes in and comes back the same, as the staff role', async () => {
  const everything = app(
    'every-type',
    fieldTypes.map((type, index) =>
      field(
        index + 1,
        type,
        type === 'lines'
          ? { fields: [field(501, 'money'), field(502, 'text', { classification: 'sealed' })] }
          : type === 'bank-account' || type === 'individual-number'
            ? { classification: 'sealed' }
            : {},
      ),
    ),
  );
  expect(await apply(a, everything)).toEqual({ changed: true });
  expect(await apply(a, everything)).toEqual({ changed: false });
  const answers = Object.fromEntries(
    fieldTypes.flatMap((type, index) =>
      columns[type].unstored === true || columns[type].system !== undefined
        ? []
        : [[String(index + 1), values[type]!]],
    ),
  );
  const id = randomUUID();
  await insert(a, everything, id, answers);
  const back = await load(a, everything, id);
  expect(back).toMatchObject({ id, revision: 1 });
  const open = await staff.tenant(a, 'staff', (tx) =>
    openAnswers(seals(tx), recordPlace(everything.id, id), back!.answers),
  );
  for (const [index, type] of fieldTypes.entries()) if (isSystem(type)) delete open[index + 1];
  expect(open).toEqual(answers);
  // Sealed values are bytes in their column, ciphertext in history, and nothing in the readable view.
  const { rows } = await staff.tenant(a, 'staff', (tx) =>
    sql<Record<string, unknown>>`SELECT * FROM v_every_type`.execute(tx),
  );
  expect(Object.keys(rows[0]!)).toContain('項目9');
  expect(Object.keys(rows[0]!)).not.toContain('項目16');
  const lines = await staff.tenant(a, 'staff', (tx) =>
    sql<Record<string, unknown>>`SELECT * FROM v_every_type_l21 ORDER BY position`.execute(tx),
  );
  expect(lines.rows.map((row) => [row.line_key, row.項目501])).toEqual([
    ['k2', '1000'],
    ['k1', '2'],
  ]);
});

test('plain text never reaches a sealed column, in a column or in the overflow', async () => {
  const secret = app('secret', [
    field(1, 'individual-number'),
    field(2, 'text', { classification: 'sealed' }),
  ]);
  await apply(a, secret);
  const write = (id: string, answers: Answers) =>
    staff.tenant(a, 'staff', (tx) => insertRecord(tx, seals(tx), secret, id, answers, writer));
  await expect(write(randomUUID(), { 1: '123456789018' })).rejects.toThrow('not sealed');
  await expect(write(randomUUID(), { 2: 'x' })).rejects.toThrow('not sealed');
});

test('a ciphertext of another record, field or table is not taken, and one that was moved does not open', async () => {
  const text = (id: number) => field(id, 'text', { classification: 'sealed' });
  const one = app('bound', [text(1), text(2), field(3, 'lines', { fields: [text(4)] })]);
  await apply(a, one);
  const id = randomUUID();
  const answers = { 1: 'ひとつめ', 3: [{ key: 'k1', values: { 4: '明細' } }] };
  await insert(a, one, id, answers);
  const stored = (await load(a, one, id))!.answers;
  const write = (target: string, changed: Answers) =>
    staff.tenant(a, 'staff', (tx) => insertRecord(tx, seals(tx), one, target, changed, writer));
  const swapped = { 2: stored['1']! };
  await expect(write(randomUUID(), { 1: stored['1']! })).rejects.toThrow('does not open');
  const revise = (changes: Answers) =>
    staff.tenant(a, 'staff', (tx) => reviseRecord(tx, seals(tx), one, id, 1, changes, writer));
  await expect(revise(swapped)).rejects.toThrow('does not open');
  // Moved behind our back, by somebody with the rights of the table's owner.
  const [history] = await staff.tenant(a, 'staff', (tx) => selectHistory(tx, one.id, id));
  const fromHistory = (history!.diff['1'] as [null, { sealed: string }])[1];
  const open = (changed: Answers, target = id) =>
    staff.tenant(a, 'staff', (tx) => openAnswers(seals(tx), recordPlace(one.id, target), changed));
  await expect(open({ 1: fromHistory })).rejects.toThrow('does not open');
  await expect(open(swapped)).rejects.toThrow('does not open');
  await expect(open(stored, randomUUID())).rejects.toThrow('does not open');
  const lines = stored['3'] as unknown as Line[];
  await expect(open({ 3: [{ ...lines[0]!, key: 'k2' }] as never })).rejects.toThrow('does not open');
  expect(await open(stored)).toEqual(answers);
});

test('one statement writes record, lines, history and whatever the caller adds', async () => {
  const one = app('one-statement', [field(1, 'text'), field(2, 'lines', { fields: [field(3, 'text')] })]);
  await apply(a, one);
  const id = randomUUID();
  await staff.tenant(a, 'staff', (tx) =>
    writeRecord(
      tx,
      seals(tx),
      one,
      id,
      { 1: 'x', 2: [{ key: 'k1', values: { 3: 'y' } }] },
      writer,
      (record) => sql`WITH ${record}, mine AS (
        INSERT INTO case_actions (case_id, verb, actor_kind) SELECT id, 'receive', 'system' FROM record_row WHERE false)
        SELECT id FROM record_row`,
    ),
  );
  expect((await load(a, one, id))?.answers).toMatchObject({ 1: 'x' });
  const history = await staff.tenant(a, 'staff', (tx) => selectHistory(tx, one.id, id));
  expect(history[0]?.diff).toEqual({ '1': [null, 'x'], '2/k1': [null, 0], '2/k1/3': [null, 'y'] });
});

test('municipalities do not see each other, the portal sees nothing, nobody deletes', async () => {
  const one = app('isolated', [field(1, 'text')]);
  await apply(a, one);
  await apply(b, one);
  const id = randomUUID();
  await insert(a, one, id, { 1: '甲' });
  expect(await load(b, one, id)).toBeNull();
  const code = (error: unknown) => (error as { code?: string }).code;
  const refused = async (work: Promise<unknown>) => code(await work.catch((error) => error));
  expect(await refused(portal.tenant(a, 'portal', (tx) => sql`SELECT * FROM r_isolated`.execute(tx)))).toBe(
    '42501',
  );
  expect(await refused(portal.tenant(a, 'portal', (tx) => sql`SELECT * FROM v_isolated`.execute(tx)))).toBe(
    '42501',
  );
  expect(await refused(portal.tenant(a, 'staff', (tx) => sql`SELECT 1`.execute(tx)))).toBe('42501');
  expect(
    await refused(
      staff.tenant(b, 'staff', (tx) => sql`SELECT * FROM ${sql.id(`m${a}`, 'r_isolated')}`.execute(tx)),
    ),
  ).toBe('42501');
  expect(await refused(staff.tenant(a, 'staff', (tx) => sql`DELETE FROM r_isolated`.execute(tx)))).toBe(
    '42501',
  );
  expect(
    await refused(
      staff.tenant(a, 'staff', (tx) => applyShape(tx, app('isolated', [field(1, 'text'), field(2, 'text')]))),
    ),
  ).toBe('42501');
});

test('the worker builds tables as the builder, whatever role made them; nobody else may, and the builder reads nothing else', async () => {
  const one = app('built', [field(1, 'text')]);
  await apply(a, one);
  const worker = createDatabase({ url: zoneUrl(database.adminUrl, 'worker', testPassword), max: 1 });
  try {
    const grown = app('built', [field(1, 'text'), field(2, 'lines', { fields: [field(3, 'text')] })]);
    expect(await worker.tenant(a, 'builder', async (tx) => unwrap(await applyShape(tx, grown)))).toEqual({
      changed: true,
    });
    const code = (error: unknown) => (error as { code?: string }).code;
    const refused = async (work: Promise<unknown>) => code(await work.catch((error) => error));
    expect(await refused(worker.tenant(a, 'builder', (tx) => sql`SELECT * FROM cases`.execute(tx)))).toBe(
      '42501',
    );
    for (const db of [staff, portal])
      expect(await refused(db.tenant(a, 'builder', (tx) => sql`SELECT 1`.execute(tx)))).toBe('42501');
  } finally {
    await worker.close();
  }
  const { rows } = await owner.tenant(a, 'owner', (tx) =>
    sql<{ name: string }>`
      SELECT relname AS name FROM pg_class WHERE relowner = ${`m${a}_builder`}::regrole AND relname LIKE '%built%' AND relkind IN ('r', 'v')
      ORDER BY 1`.execute(tx),
  );
  expect(rows.map((row) => row.name)).toEqual(['r_built', 'r_built_l2', 'v_built', 'v_built_l2']);
});

test('who made and changed a record stands in it', async () => {
  const one = app('signed', [field(1, 'text')]);
  await apply(a, one);
  const [id, maker, changer] = [randomUUID(), randomUUID(), randomUUID()];
  await staff.tenant(a, 'staff', async (tx) => {
    await insertRecord(tx, seals(tx), one, id, { 1: 'x' }, { ...writer, staffId: maker });
    unwrap(await reviseRecord(tx, seals(tx), one, id, 1, { 1: 'y' }, { ...writer, staffId: changer }));
    const { rows } = await sql`SELECT created_by, updated_by, deleted_at FROM r_signed`.execute(tx);
    expect(rows).toEqual([{ created_by: maker, updated_by: changer, deleted_at: null }]);
  });
});

test('an app of 500 long texts works: 339 columns beside its own and an overflow, read back and revised', async () => {
  const wide = app(
    'wide',
    Array.from({ length: 500 }, (_, index) => field(index + 1, 'long-text')),
  );
  await apply(a, wide);
  const shape = (await staff.tenant(a, 'staff', (tx) => selectShape(tx, 'wide')))!;
  expect(shape.columns.filter((one) => one.place === 'column')).toHaveLength(339);
  const answers = Object.fromEntries(
    wide.fields.map((one) => [String(one.id), `${one.id}：${'あ'.repeat(400)}`]),
  );
  const id = randomUUID();
  await insert(a, wide, id, answers);
  const changes = { '1': '変', '500': '変', '499': null };
  const revised = await staff.tenant(a, 'staff', (tx) =>
    reviseRecord(tx, seals(tx), wide, id, 1, changes, writer),
  );
  expect(revised.ok && Object.keys(revised.value.diff).sort()).toEqual(['1', '499', '500']);
  const { 499: _, ...rest } = { ...answers, ...changes };
  expect((await load(a, wide, id))?.answers).toEqual(rest);
  const { rows } = await staff.tenant(a, 'staff', (tx) =>
    sql<Record<string, string>>`SELECT 項目500 FROM v_wide`.execute(tx),
  );
  expect(rows[0]?.項目500).toBe('変');
});

test('shapes only grow: new fields join, left ones stay readable by old cases, retypes are refused', async () => {
  const first = app('grows', [
    field(1, 'text'),
    field(2, 'number'),
    field(3, 'lines', { fields: [field(4, 'text')] }),
  ]);
  await apply(a, first);
  const id = randomUUID();
  await insert(a, first, id, { 1: 'x', 2: '5' });
  const second = app('grows', [
    field(1, 'text'),
    field(5, 'date'),
    field(3, 'lines', { fields: [field(4, 'text'), field(6, 'money')] }),
  ]);
  expect(await apply(a, second)).toEqual({ changed: true });
  expect((await load(a, first, id))?.answers).toEqual({ 1: 'x', 2: '5' });
  expect((await load(a, second, id))?.answers).toEqual({ 1: 'x' });
  const { rows } = await staff.tenant(a, 'staff', (tx) =>
    sql<Record<string, unknown>>`SELECT * FROM v_grows`.execute(tx),
  );
  expect(Object.keys(rows[0]!)).toEqual(['id', 'revision', 'created_at', 'updated_at', '項目1', '項目5']);
  const retype = await owner.tenant(a, 'owner', (tx) => applyShape(tx, app('grows', [field(1, 'date')])));
  expect(!retype.ok && retype.error.issues?.[0]).toMatchObject({
    path: 'fields[0].type',
    message: expect.stringContaining('新しい id'),
  });
});

test('a table in use does not stop the publishing, nor does publishing stop the others for long', async () => {
  const one = app('busy', [field(1, 'text')]);
  await apply(a, one);
  let applied: Promise<unknown> = Promise.resolve();
  await staff.tenant(a, 'staff', async (tx) => {
    await insertRecord(tx, seals(tx), one, randomUUID(), { 1: 'x' }, writer);
    applied = apply(a, app('busy', [field(1, 'text'), field(2, 'text')]));
    await sql`SELECT pg_sleep(2.5)`.execute(tx);
  });
  expect(await applied).toEqual({ changed: true });
});

test('two people: disjoint changes merge, overlapping ones come back with both values', async () => {
  const one = app('two-people', [
    field(1, 'text'),
    field(2, 'text'),
    field(3, 'lines', { fields: [field(4, 'text')] }),
    field(5, 'formula', { options: { result: 'text' } }),
  ]);
  await apply(a, one);
  const id = randomUUID();
  const lines = (entries: Record<string, string>) =>
    Object.entries(entries).map(([key, value]) => ({
      key,
      values: { 4: value },
    })) as unknown as Line[] as never;
  await insert(a, one, id, { 1: 'a', 2: 'b', 3: lines({ k1: 'x', k2: 'y' }), 5: 'ab' });
  const settle = (all: Answers) => ok({ ...all, 5: `${all[1]}${all[2]}` });
  const revise = (base: number, changes: Answers) =>
    staff.tenant(a, 'staff', (tx) => reviseRecord(tx, seals(tx), one, id, base, changes, writer, { settle }));
  expect(await revise(1, { 1: 'A', 3: lines({ k1: 'x', k2: 'Y', k3: 'new' }) })).toMatchObject({
    ok: true,
    value: { revision: 2 },
  });
  // From the first revision: another field, another line, one more line.
  const merged = await revise(1, { 2: 'B', 3: lines({ k1: 'X', k2: 'y', k4: 'mine' }) });
  expect(merged).toMatchObject({ ok: true, value: { revision: 3 } });
  expect((await load(a, one, id))?.answers).toEqual({
    1: 'A',
    2: 'B',
    3: lines({ k1: 'X', k2: 'Y', k3: 'new', k4: 'mine' }),
    5: 'AB',
  });
  const clash = await revise(1, { 1: 'other', 3: lines({ k1: 'x' }) });
  expect(!clash.ok && clash.error.code).toBe('conflict');
  expect(
    !clash.ok && clash.error.overlaps?.map((each) => [each.path, each.theirs, each.yours]).sort(),
  ).toEqual([
    ['1', 'A', 'other'],
    ['3/k2/4', 'Y', null],
  ]);
  expect(await revise(3, { 1: 'A' })).toMatchObject({ ok: true, value: { revision: 3, diff: {} } });
  await revise(3, { 3: lines({ k2: 'Y' }) });
  expect((await load(a, one, id))?.answers[3]).toEqual(lines({ k2: 'Y' }));
  const many = await staff.tenant(a, 'staff', (tx) => loadRecords(tx, one, [id, randomUUID()]));
  expect([...many.keys()]).toEqual([id]);
});
