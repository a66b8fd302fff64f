/** What a request of the API of work apps costs the database, in round trips: each is a wait of its own on a busy day. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, openApiOffice } from './api.testing.ts';

let office: ApiOffice;
let token: string;
let id: string;
const everyone = [{ everyone: true as const }];
const records = '/apps/trips/records';

const sent: string[] = [];
const { query } = pg.Client.prototype;

beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '100000' });
  await publishApp(
    office.city,
    workApp(
      'trips',
      [
        field(1, '件名'),
        field(2, '課', 'department'),
        field(3, '金額', 'number'),
        field(4, '電話'),
        field(5, '緊急', 'yes-no'),
        field(6, '倍', 'formula', { options: { formula: '金額 * 2', result: 'number' } }),
        field(7, '前', 'reference', { options: { app: 'trips' } }),
      ],
      {
        access: [
          { who: [{ field: '課' }], may: ['view', 'edit', 'delete'] },
          { who: everyone, may: ['add'] },
        ] as never,
        fieldAccess: [{ fields: ['電話'], read: [{ who: everyone, when: '緊急 = TRUE' }] }] as never,
      },
    ),
  );
  ({ token } = await office.join());
  for (let n = 0; n < 3; n++) id = (await add()).json.id;
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]): never {
    const [first] = given as [string | { text: string }];
    sent.push(typeof first === 'string' ? first : first.text);
    return query.apply(this, given as never) as never;
  } as never;
});
afterAll(async () => {
  pg.Client.prototype.query = query;
  await office.close();
});

const add = (department = 'KYOI-GAKUJI') =>
  office.call('POST', records, {
    token,
    body: { values: { 件名: 'a', 課: department, 金額: '5', 緊急: true } },
  });

/** Messages to the database of one call, once everything that is kept is kept. */
async function trips(work: () => Promise<{ status: number; text: string }>): Promise<number> {
  await work();
  sent.length = 0;
  const { status, text } = await work();
  expect([200, 201], text).toContain(status);
  return sent.length;
}

const post = (path: string, body: object) => office.call('POST', `${records}${path}`, { token, body });

// Each: counting the call and beginning (who calls, epoch of the definitions), the work itself, audit with the commit.
test('one record is read in three messages', async () => {
  expect(await trips(() => office.call('GET', `${records}/${id}`, { token }))).toBe(3);
});

test('lists, counts, groups and one word searched take what they ask, and their time', async () => {
  expect(await trips(() => post('/query', { limit: 10, count: true }))).toBe(5);
  expect(await trips(() => post('/count', {}))).toBe(4);
  expect(await trips(() => post('/group', { rows: [{ field: '緊急' }] }))).toBe(4);
  expect(await trips(() => post('/query', { limit: 10, search: 'あい' }))).toBe(5);
});

test('a record is added in three messages, and one more where it names a department that is not ones own', async () => {
  expect(await trips(() => add())).toBe(3);
  expect(await trips(() => add('HOKENJO-KANSEN'))).toBe(4);
});

test('a record is changed in five messages and deleted in four', async () => {
  let revision = 0;
  const edit = () => {
    revision += 1;
    return office.call('PATCH', `${records}/${id}`, {
      token,
      body: { values: { 金額: String(revision) } },
      headers: { 'if-match': `"${revision}"` },
    });
  };
  expect(await trips(edit)).toBe(5);
  const made = [(await add()).json.id, (await add()).json.id];
  const remove = () =>
    office.call('DELETE', `${records}/${made.pop()}`, { token, headers: { 'if-match': '"1"' } });
  expect(await trips(remove)).toBe(4);
});
