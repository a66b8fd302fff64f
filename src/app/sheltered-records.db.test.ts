/** 支援措置 in work apps: a canary stands in no answer of any path, until an officer let somebody see it, and only them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { landRecords, openForImport, readByProcess, recordsByKey } from '#core/entries.server';
import { recordSource } from '#core/exports.server';
import type { Json } from '#core/fields';
import { actorOfLogin } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import {
  addPerson,
  askToSee,
  decideRecordMatch,
  examineRecord,
  type NewPerson,
  recordMeasure,
  selectMetRecords,
  selectWaitingRequests,
} from '#core/protection.server';
import { listRecords, openApp } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, type Call, home, openApiOffice } from './api.testing.ts';

const all = [
  {
    who: [{ department: home, below: true }],
    may: ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'],
  },
];
const people = workApp(
  'sheltered-people',
  [
    field(1, '氏名', 'person-name'),
    field(2, '生年月日', 'birth-date'),
    field(3, '電話', 'phone'),
    field(4, '住所', 'address'),
    field(5, '番号', 'text'),
    field(6, '宛先', 'formula', { options: { formula: '番号 & "／" & 電話', result: 'text' } }),
    field(7, '連絡先', 'lines', { fields: [field(8, '別の電話', 'phone'), field(9, '続柄')] }),
    field(10, '記録', 'lines', {
      fields: [
        field(11, '内容'),
        field(12, '控え', 'formula', { options: { formula: '内容 & 電話', result: 'text' } }),
      ],
    }),
  ],
  { title: ['番号'], access: all, unique: [['番号'], ['電話']] } as never,
);
const visits = workApp(
  'sheltered-visits',
  [
    field(1, '件名'),
    field(2, '対象', 'lookup', {
      options: { app: people.id, key: '番号', copy: [{ from: '電話', to: '訪問先電話' }] },
    }),
    field(3, '訪問先電話', 'phone'),
  ],
  { title: ['件名'], access: all } as never,
);

const canaries = [
  '0312349876',
  '03-1234-9876',
  '12349876',
  '1234-9876',
  '風待一丁目',
  '090-5555-0001',
  '0905555',
];
const name = (family: string) => ({ kind: 'two', family, given: '花子' });

let office: ApiOffice;
let token: string;
let clerk: StaffActor;
let officer: StaffActor;
let measure: string;
const id: Record<'held' | 'other' | 'visit', string> = { held: '', other: '', visit: '' };

const call = (method: string, path: string, more: Call = {}) => office.call(method, path, { token, ...more });
const at = (app: WorkApp) => `/apps/${app.id}/records`;
const as = <T>(actor: StaffActor, work: (desk: Desk) => Promise<T>): Promise<T> =>
  office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    work({
      tx,
      actor,
      municipality: office.city.code,
      seals: sealsOf({ tx, keyring: office.site.keyring, municipality: office.city.code }, 'staff'),
      touched: () => undefined,
    }),
  );
interface Desk {
  tx: Tx;
  actor: StaffActor;
  municipality: string;
  seals: ReturnType<typeof sealsOf>;
  touched(): void;
}
const person = (more: Partial<NewPerson> = {}): NewPerson => ({
  role: 'protected',
  name: name('高橋') as never,
  birthDate: '1990-01-02',
  addresseeNumber: null,
  addresses: [],
  ...more,
});

beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '100000' });
  for (const app of [people, visits]) await publishApp(office.city, app);
  token = (await office.join()).token;
  const actor = (login: string) =>
    office.city.staff.tenant(office.city.code, 'staff', (tx) =>
      actorOfLogin(tx, login, tokyoDate(new Date())),
    );
  [clerk, officer] = [await actor('gakuji-kacho'), await actor('koseki-kakaricho')];
  const add = async (app: WorkApp, values: object) => {
    const done = await call('POST', at(app), { body: { values } });
    expect(done.json.errors ?? done.status).toBe(201);
    return done.json.id as string;
  };
  const address = { prefecture: '東京都', city: 'あかつき市', town: '風待一丁目', block: '4番8号' };
  id.held = await add(people, {
    氏名: name('髙橋'),
    生年月日: '1990-01-02',
    電話: '03-1234-9876',
    住所: address,
    番号: 'A-1',
    連絡先: [{ 別の電話: '090-5555-0001', 続柄: '母' }],
    記録: [{ 内容: '来所' }],
  });
  id.other = await add(people, {
    氏名: name('高橋'),
    生年月日: '1991-01-02',
    電話: '03-9876-0000',
    番号: 'A-2',
  });
  id.visit = await add(visits, { 件名: '家庭訪問', 対象: { key: 'A-1' } });
}, 120_000);
afterAll(() => office?.close());

/** Everything another system may ask of the two apps, as one text. */
async function asked(): Promise<string> {
  const answers: string[] = [];
  for (const app of [people, visits]) {
    const codes = app.fields.map((one) => one.code);
    const questions: [string, object][] = [
      ['query', { limit: 50, count: true }],
      ['query', { limit: 50, sort: [{ field: codes[2] }] }],
      ['count', {}],
      ...codes
        .filter((code) => code !== '連絡先' && code !== '記録')
        .map((code): [string, object] => ['group', { rows: [{ field: code }] }]),
      ['group', { rows: [{ field: codes[2] }], measures: [{ by: 'max', field: codes[2] }] }],
    ];
    for (const [route, body] of questions)
      answers.push((await call('POST', `${at(app)}/${route}`, { body })).text);
    for (const one of app === people ? [id.held, id.other] : [id.visit])
      for (const path of ['', '/history', '/comments', '/links', '/process'])
        answers.push((await call('GET', `${at(app)}/${one}${path}`)).text);
    answers.push(
      (await call('POST', `/apps/${app.id}/duplicate-searches`, { body: { keys: [[codes[2]]] } })).text,
    );
  }
  return answers.join('\n');
}

const found = async (body: object, app = people): Promise<string[]> =>
  (await call('POST', `${at(app)}/query`, { body: { limit: 50, ...body } })).json.items.map(
    (one: { id: string }) => one.id,
  );

test('before a measure the canary is there to be found: the paths below do ask', async () => {
  const text = await asked();
  for (const canary of ['03-1234-9876', '風待一丁目', '090-5555-0001']) expect(text).toContain(canary);
  expect(await found({ filter: '電話 = "03-1234-9876"' })).toEqual([id.held]);
  expect(await found({ search: '風待一丁目' })).toEqual([id.held]);
});

test('from the moment a measure is recorded no answer tells where they are; others are whole', async () => {
  measure = await as(officer, async (desk) =>
    unwrap(
      await recordMeasure(desk, {
        kind: 'stalking',
        validFrom: '2020-01-01',
        // Past its term, and in force all the same.
        validTo: '2021-01-01',
        consulted: '',
        persons: [person()],
      }),
    ),
  );
  const text = await asked();
  for (const canary of canaries) expect(text).not.toContain(canary);
  expect(text).toContain('03-9876-0000');
  const nothing: object[] = [
    { filter: '電話 = "03-1234-9876"' },
    { filter: 'CONTAINS(宛先, "9876")', search: 'A-1' },
    { filter: 'COUNTIF(連絡先, 別の電話 = "090-5555-0001") > 0' },
    { search: '風待一丁目' },
    { search: '12349876' },
  ];
  for (const question of nothing) expect([question, await found(question)]).toEqual([question, []]);
  // What it does not hide finds it, and it stands where an empty value does.
  expect(await found({ search: 'A-1' })).toEqual([id.held]);
  expect(await found({ filter: 'ISBLANK(電話)' })).toEqual([id.held]);
  // A record that looked it up speaks of the same person.
  expect(await found({ filter: 'ISBLANK(訪問先電話)' }, visits)).toEqual([id.visit]);
});

test('nobody writes, takes back, merges, imports or hands on what is held back', async () => {
  const patch = (values: object) =>
    call('PATCH', `${at(people)}/${id.held}`, { body: { values }, headers: { 'if-match': '"1"' } });
  const [hidden, none] = [await patch({ 電話: '03-0000-0000' }), await patch({ 無い項目: 'x' })];
  expect([hidden.status, hidden.json.errors[0].message]).toEqual([422, none.json.errors[0].message]);
  const end = (one: string) => ({ id: one, revision: 1 });
  for (const [survivor, gone] of [
    [id.other, id.held],
    [id.held, id.other],
  ] as const) {
    const body = { survivor: end(survivor), merged: end(gone), take: ['電話'] };
    expect((await call('POST', `/apps/${people.id}/merges`, { body })).status).toBe(403);
  }
  await as(clerk, async (desk) => {
    const open = unwrap(await openForImport(desk, people.id));
    // By what is held back nobody finds a record; who is found by another key cannot be written over, whatever the file says.
    expect([
      ...(await recordsByKey(desk, open, 3, ['03-1234-9876' as Json, '03-9876-0000'])).values(),
    ]).toEqual([id.other]);
    const tried = (phone: string) =>
      landRecords(desk, open, [{ row: 1, id: id.held, values: { 3: phone } as never }], { write: false });
    const [same, other] = [await tried('03-1234-9876'), await tried('03-0000-0001')];
    expect(same[0]?.outcome).toBe('wrong');
    expect(same).toEqual(other);
    const effect = unwrapped(await readByProcess(desk, people.id, id.held));
    expect(JSON.stringify(effect.record.answers)).not.toContain('03-1234-9876');
  });
});

test('a file says that something is left out, of whatever is held back and whoever asks', async () => {
  const rows = await as(clerk, async (desk) => {
    const keys = ['f5', 'f3', 'f4', 'f6'];
    const source = await recordSource(desk as never, { app: people.id }, keys);
    const cells: string[][] = [];
    for await (const page of source!.walk())
      cells.push(...page.cells.map((row) => row.map((cell) => cell?.value ?? '')));
    return cells;
  });
  const row = (number: string) => rows.find((one) => one.includes(number));
  expect(row('A-1')).toEqual(['（省略）', '（省略）', 'A-1', '（省略）']);
  expect(row('A-2')).toContain('03-9876-0000');
});

const seen = (actor: StaffActor) =>
  as(actor, async (desk) => {
    const page = unwrap(await listRecords(unwrap(await openApp(desk, people.id)), { limit: 10 }));
    return page.rows.find((one) => one.id === id.held)?.answers[3];
  });
const place = () => ({ appId: people.id, recordId: id.held });
const allow = (validTo: string) => ({
  staffId: clerk.id!,
  verdict: 'allow' as const,
  validTo,
  reason: '家庭訪問のため',
  seen: ['電話で本人に確認'],
});

const born = async (day: string, revision: number) => {
  const body = { values: { 生年月日: day } };
  const headers = { 'if-match': `"${revision}"` };
  expect((await call('PATCH', `${at(people)}/${id.held}`, { body, headers })).status).toBe(200);
};
const waiting = () =>
  as(officer, async ({ tx }) => (await selectWaitingRequests(tx)).map((one) => one.recordId));

test('an officer opens it to one person for a term; somebody new in the measure, or the end of the term, closes it again', async () => {
  const today = tokyoDate(new Date());
  const examine = (actor: StaffActor, input = allow(today)) =>
    as(actor, (desk) => examineRecord(desk, place(), input));
  expect((await examine(officer)).ok).toBe(false);
  const ask = () => as(clerk, (desk) => askToSee(desk, place(), '家庭訪問の日を決めるため'));
  expect((await ask()).ok).toBe(true);
  expect((await ask()).ok).toBe(false);
  // Officers are shown what waits for them; a record that holds nothing back does not.
  await as(clerk, (desk) => askToSee(desk, { ...place(), recordId: id.other }, '見たい'));
  expect(await waiting()).toEqual([id.held]);
  expect((await examine(clerk)).ok).toBe(false);
  expect((await examine(officer, allow('2999-01-01'))).ok).toBe(false);
  expect(await seen(clerk)).toBeUndefined();
  expect((await examine(officer)).ok).toBe(true);
  expect(await seen(clerk)).toBe('03-1234-9876');
  expect(await asked()).not.toContain('03-1234-9876');
  await as(officer, async (desk) => unwrap(await addPerson(desk, measure, person({ role: 'along' }))));
  expect(await seen(clerk)).toBeUndefined();
  await ask();
  await examine(officer);
  expect(await seen(clerk)).toBe('03-1234-9876');
  // What the record named after the officer looked, the officer did not know of.
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE record_persons SET added_at = clock_timestamp() WHERE record_id = ${id.held}`.execute(tx),
  );
  expect(await seen(clerk)).toBeUndefined();
  await ask();
  // Two officers at once: one decides.
  const both = await Promise.all([examine(officer), examine(officer)]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(await waiting()).toEqual([]);
  expect(await seen(clerk)).toBe('03-1234-9876');
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE protection_record_examinations SET valid_to = CURRENT_DATE - 1 WHERE verdict = 'allow'`.execute(
      tx,
    ),
  );
  expect(await seen(clerk)).toBeUndefined();
});

test('a match that is somebody else is freed by a reason, until the record names somebody new; an ended measure frees all', async () => {
  const met = () => as(officer, ({ tx }) => selectMetRecords(tx, measure));
  expect((await met()).map((one) => one.recordId)).toEqual([id.held]);
  const persons = await as(officer, async ({ tx }) => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM protection_persons`.execute(tx);
    return rows.map((row) => row.id);
  });
  for (const personId of persons)
    await as(officer, async (desk) =>
      unwrap(
        await decideRecordMatch(desk, place(), { personId, verdict: 'different', reason: '同姓同名の別人' }),
      ),
    );
  expect(await seen(clerk)).toBe('03-1234-9876');
  await born('1990-01-03', 1);
  expect(await seen(clerk)).toBe('03-1234-9876');
  await born('', 2);
  // Without a birth date it may be anybody of that name: named anew.
  expect(await seen(clerk)).toBeUndefined();
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE protection_measures SET ended_at = now()`.execute(tx),
  );
  expect(await seen(clerk)).toBe('03-1234-9876');
});

test('while nobody went through the records of an app, all of them hold it back', async () => {
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE protection_measures SET ended_at = NULL`.execute(tx),
  );
  const other = () =>
    as(clerk, async (desk) => {
      const page = unwrap(await listRecords(unwrap(await openApp(desk, people.id)), { limit: 10 }));
      return page.rows.find((one) => one.id === id.other)?.answers[3];
    });
  expect(await other()).toBe('03-9876-0000');
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE app_tables SET shape = shape #- '{search,persons}' WHERE app_id = ${people.id}`.execute(tx),
  );
  expect(await other()).toBeUndefined();
});

function unwrapped<T>(value: T | null): T {
  if (value === null) throw new Error('nothing there');
  return value;
}
