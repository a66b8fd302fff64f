/** Issue 4 (a): records of work apps through the API, as another system reads them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '#core/fields';
import { insertRecord } from '#core/records.server';
import { sealsOf } from '#platform/crypto.server';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, home, openApiOffice } from './api.testing.ts';

const elsewhere = 'ZAISEI-SHIMINZEI';
const table = (id: string, more: object) => ({
  id,
  title: { ja: id },
  kind: 'table',
  columns: ['品名', '保管場所'],
  defaultFor: [],
  totals: [],
  ...more,
});
const app = workApp(
  'found-things',
  [
    field(1, '品名', 'text'),
    field(2, '保管場所', 'text'),
    field(3, '金額', 'number'),
    field(4, '課', 'department'),
    field(5, '前回', 'reference', { options: { app: 'found-things' } }),
    field(6, '公開', 'yes-no'),
  ],
  {
    title: ['品名'],
    access: [
      { who: [{ everyone: true }], may: ['add'] },
      { who: [{ field: '課' }], may: ['view', 'edit'] },
    ],
    fieldAccess: [{ fields: ['保管場所'], read: [{ who: [{ everyone: true }], when: '公開 = TRUE' }] }],
    views: [
      table('rich', {
        filter: '金額 >= 500',
        sort: [{ field: '金額', descending: true }],
        totals: [{ by: 'sum', field: '金額' }],
      }),
    ],
  } as never,
);

let office: ApiOffice;
let token: string;
let stranger: string;
const ids: string[] = [];
beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '100000' });
  await publishApp(office.city, app);
  token = (await office.join()).token;
  stranger = (await office.join({ department: elsewhere })).token;
  for (let n = 0; n < 12; n++) {
    const values = {
      品名: n === 7 ? '黒い折り畳み傘' : `財布${n}`,
      保管場所: `棚${n}`,
      金額: String(n * 100),
      課: n % 4 === 3 ? elsewhere : home,
      公開: n % 2 === 0,
      ...(n === 2 ? { 前回: ids[0] } : {}),
    };
    const id = randomUUID();
    const answers = Object.fromEntries(
      app.fields.flatMap(({ id: at, code }) =>
        code in values ? [[at, values[code as keyof typeof values]]] : [],
      ),
    ) as Answers;
    await office.city.staff.tenant(office.city.code, 'staff', (tx) => {
      const seals = sealsOf({ tx, keyring: office.site.keyring, municipality: office.city.code }, 'staff');
      return insertRecord(tx, seals, app as never, id, answers, { kind: 'staff', postId: null });
    });
    ids.push(id);
  }
});
afterAll(() => office?.close());

const ask = (body: object, who = token, route = 'query') =>
  office.call('POST', `/apps/found-things/records/${route}`, { token: who, body });

test('an app is there for whoever may do something in it, with the fields and views that are theirs', async () => {
  const { json } = await office.call('GET', '/apps', { token });
  expect(json.items).toContainEqual({
    id: 'found-things',
    title: app.title.ja,
    department: app.work.department,
    acts: ['view', 'add', 'edit'],
  });
  const described = await office.call('GET', '/apps/found-things/records', { token });
  expect(described.json.views).toEqual([{ id: 'rich', title: 'rich', kind: 'table' }]);
  expect(described.json.fields.find((one: { code: string }) => one.code === '保管場所').readable).toBe(
    'some',
  );
});

test('a list is paged in both directions, counted and totalled; each sees their own records and what may be read of them', async () => {
  const question = { view: 'rich', limit: 2, count: true, totals: true };
  const first = await ask(question);
  expect(first.json.items.map((one: { values: object }) => one.values)).toEqual([
    { 品名: '財布10', 保管場所: '棚10' },
    { 品名: '財布9' },
  ]);
  expect([first.json.count, first.json.totals, first.json.previous]).toEqual([
    { count: 5, exact: true },
    [{ by: 'sum', field: '金額', value: '3800' }],
    null,
  ]);
  const second = await ask({ ...question, cursor: first.json.next });
  expect(second.json.items.map((one: { values: { 品名: string } }) => one.values.品名)).toEqual([
    '財布8',
    '財布6',
  ]);
  expect((await ask({ ...question, cursor: second.json.previous })).json.items).toEqual(first.json.items);
  expect((await ask({ ...question, view: undefined, cursor: second.json.previous })).status).toBe(422);
  const theirs = await ask({ sort: [{ field: '金額' }] }, stranger);
  expect(theirs.json.items.map((one: { values: { 金額: string } }) => one.values.金額)).toEqual([
    '300',
    '700',
    '1100',
  ]);
});

test('what may not be read of a record is found by no filter, sort, group or word', async () => {
  expect((await ask({ filter: '保管場所 = "棚9"' })).json.items).toEqual([]);
  expect((await ask({ search: '棚8' })).json.items).toHaveLength(1);
  expect((await ask({ search: '棚9' })).json.items).toEqual([]);
  const groups = await ask({ rows: [{ field: '保管場所' }], measures: [{ by: 'count' }] }, token, 'group');
  expect(groups.json.groups.at(-1)).toEqual({ keys: [null], values: ['3'] });
  expect((await ask({ search: '折畳み' }, stranger)).json.items).toEqual([]);
  expect((await ask({ search: '折り畳み 傘' }, stranger)).json.items).toEqual([]);
  expect((await ask({ search: '折り畳み' }, stranger)).json.items).toHaveLength(1);
});

test('one record, its links and its history, as far as they may be read, and every look in the audit', async () => {
  const { json } = await office.call('GET', `/apps/found-things/records/${ids[2]}`, { token });
  expect(json).toMatchObject({
    id: ids[2],
    revision: 1,
    values: { 品名: '財布2', 保管場所: '棚2' },
    links: { 'found-things': { [ids[0]!]: '財布0' } },
  });
  const masked = await office.call('GET', `/apps/found-things/records/${ids[1]}/history`, { token });
  expect(JSON.stringify(masked.json)).not.toContain('棚1');
  expect(masked.json.items[0].changes).toContainEqual({ field: '品名', before: null, after: '財布1' });
  expect((await office.call('GET', `/apps/found-things/records/${ids[3]}`, { token })).status).toBe(404);
  expect((await office.call('GET', `/apps/found-things/records/${ids[3]}/history`, { token })).status).toBe(
    404,
  );
  const { rows } = await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql<{ ids: string[]; classes: string[] }>`
      SELECT ids, field_classes AS classes FROM audit WHERE act = 'record.read' AND ids @> ARRAY[${ids[2]}]`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([{ ids: ['found-things', ids[2]], classes: ['internal'] }]);
});
