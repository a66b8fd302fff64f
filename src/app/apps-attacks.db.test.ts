/** A stranger with a token at the API of work apps: what they try is refused in words, tells nothing and breaks nothing. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import type { Answers } from '#core/fields';
import { insertRecord } from '#core/records.server';
import { sealsOf } from '#platform/crypto.server';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, openApiOffice } from './api.testing.ts';

let office: ApiOffice;
let app: WorkApp;
let one: string;
let other: string;

const everyone = [{ everyone: true as const }];
const choices = (...all: string[]) => ({
  options: { choices: all.map((value) => ({ value, label: { ja: value } })) },
});
const records = '/apps/attack/records';
const secret = 'カナリア太郎';
const ids: string[] = [];

beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '100000' });
  app = workApp(
    'attack',
    [
      field(1, '件名'),
      field(2, '公開', 'yes-no'),
      field(3, '秘密'),
      field(4, '金額', 'number'),
      field(5, '明細', 'lines', { fields: [field(6, '品'), field(7, '額', 'number')] }),
      field(8, '印', 'multiple-choice', choices('__proto__x', '要')),
      field(9, '日', 'date'),
      field(10, '長さ', 'formula', { options: { formula: 'LEN(秘密)', result: 'number' } }),
      field(11, '内密'),
    ],
    {
      access: [{ who: everyone, may: ['view', 'add', 'edit', 'delete'] }] as never,
      fieldAccess: [
        { fields: ['秘密'], read: [{ who: everyone, when: '公開 = TRUE' }] },
        { fields: ['内密'], read: [] },
      ] as never,
      views: [],
    },
  );
  await publishApp(office.city, app);
  await publishApp(office.city, { ...app, id: 'attack-second' });
  ({ token: one } = await office.join());
  ({ token: other } = await office.join());
  for (const [n, shown] of [true, false, true, false].entries()) {
    const id = randomUUID();
    const answers: Answers = {
      1: `件${n}`,
      2: shown,
      3: shown ? 'みえる' : secret,
      4: String(n),
      10: shown ? '3' : '6',
    };
    await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
      insertRecord(
        tx,
        sealsOf({ tx, keyring: office.site.runtime.keyring, municipality: office.city.code }, 'staff'),
        app as never,
        id,
        answers,
        {
          kind: 'staff',
          postId: null,
          staffId: null,
        },
      ),
    );
    ids.push(id);
  }
});
afterAll(() => office.close());

const query = (body: unknown, token = one) => office.call('POST', `${records}/query`, { token, body });

const hostileFilters = [
  '('.repeat(3000),
  `${'-'.repeat(3999)}1`,
  `${'NOT('.repeat(500)}TRUE${')'.repeat(500)}`,
  `${'1+'.repeat(1990)}1 = 1`,
  `金額 = ${'9'.repeat(3000)}`,
  '金額 = 1e999',
  'MATCHES(件名, "((a{1,99}){1,99}){1,99}")',
  'MATCHES(件名, "(a+)+$")',
  `MATCHES(件名, "${'(a|b|ab)*'.repeat(40)}")`,
  'MATCHES(件名, "[\\\\d-\\\\w]{100}")',
  '__proto__ = 1',
  'constructor = 1',
  'toString() = 1',
  '件名 = "\'; DROP TABLE r_attack; --"',
  '件名 = "$1 {x} \\" "',
  '件名.__proto__ = 1',
  '明細.__proto__ = 1',
  'r.id = 1',
  '件名 = 1',
  'DATE(99999, 1, 1) = TODAY()',
  'DATE(2026, 1e9, 1) = TODAY()',
  'ADDDAYS(TODAY(), 9999999999999) = TODAY()',
  'POWER(10, 1000000) > 1',
  'ROUND(金額, 1000000) = 1',
  'REPT("a", 100000000) = "a"',
  '秘密 = "x" OR TRUE',
  '\uD800',
  'LEFT(件名, 99999999999999) = "x"',
  'MID(件名, -5, 999999999999) = "x"',
  '1/0 = 1/0',
  'ANY(明細, ANY(明細, ANY(明細, ANY(明細, TRUE))))',
];
const bodies: unknown[] = [
  ...hostileFilters.map((filter) => ({ filter })),
  { columns: ['__proto__'] },
  { columns: ['constructor', 'toString'] },
  { columns: Array(100).fill('件名') },
  { sort: [{ field: '__proto__' }] },
  { sort: Array(4).fill({ field: '件名' }) },
  { view: '__proto__' },
  { search: '%'.repeat(200) },
  { search: '\u200d\u0301'.repeat(60) },
  { search: '𠮷'.repeat(100) },
  { search: 'a b c d e f g h i j k l m n o p q r s t' },
  { limit: 0 },
  { positions: 200, sort: [{ field: '秘密' }] },
  { cursor: 'x' },
  {
    cursor: `${Buffer.from('{"to":"after","keys":"[null]","id":"x"}').toString('base64url')}.aaaaaaaaaaaaaaaaaaaaaa`,
  },
];

test('no question, however made, ends in an error of ours or tells a masked value', async () => {
  for (const body of bodies) {
    const began = performance.now();
    for (const [path, asked] of [
      ['query', body],
      ['count', body],
      ['group', { ...(body as object), measures: [{ by: 'count' }] }],
    ] as const) {
      const found = await office.call('POST', `${records}/${path}`, { token: one, body: asked });
      const shown = JSON.stringify(asked).slice(0, 120);
      expect([200, 400, 404, 422, 503], `${shown}: ${found.status} ${found.text.slice(0, 300)}`).toContain(
        found.status,
      );
      expect(found.text, shown).not.toContain(secret);
      expect(found.text, shown).not.toContain('内密');
    }
    const ms = performance.now() - began;
    if (ms > 1000) console.log('slow', Math.round(ms), JSON.stringify(body).slice(0, 100));
  }
});

const raws = [
  '{"values":{"件名":"\\ud800"}}',
  '{"values":{"件名":"a\\u0000b"}}',
  '{"values":{"金額":1e999}}',
  '{"values":{"金額":"1e999"}}',
  `{"values":{"金額":"${'9'.repeat(5000)}"}}`,
  '{"values":{"金額":{"$gt":1}}}',
  '{"values":{"件名":["a"]}}',
  '{"values":{"件名":{"toString":"x"}}}',
  '{"values":{"件名":{"length":1e9}}}',
  `{"values":{"件名":"${'あ'.repeat(300_000)}"}}`,
  '{"values":{"明細":{"length":100000000}}}',
  '{"values":{"明細":[{"$key":"../../x","品":"a"}]}}',
  '{"values":{"明細":[{"$key":"k1","品":"a"},{"$key":"k1","品":"b"}]}}',
  `{"values":{"明細":[${'{"品":"a"},'.repeat(5000)}{"品":"b"}]}}`,
  '{"values":{"印":["__proto__x","__proto__x"]}}',
  '{"values":{"印":[["要"]]}}',
  '{"values":{"日":"99999-99-99"}}',
  '{"values":{"日":"+275760-09-13"}}',
  '{"values":{"長さ":5}}',
  '{"values":{"内密":"x"}}',
  '{"values":{"__proto__":"x"}}',
  '{"values":{"hasOwnProperty":"x"}}',
  `${'{"values":'.repeat(200)}1${'}'.repeat(200)}`,
  '{"values":{"秘密":{"sealed":"AAAA"}}}',
];

test('no value, however made, ends in an error of ours; issues name no hidden field', async () => {
  for (const raw of raws)
    for (const [method, path] of [
      ['POST', records],
      ['PATCH', `${records}/${ids[1]}`],
      ['POST', '/apps/attack/bulk-edits'],
    ] as const) {
      const text = path.endsWith('bulk-edits') ? raw.replace('{"values"', '{"filter":"TRUE","values"') : raw;
      const sent = await office.call(method, path, {
        token: one,
        raw: text,
        headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      });
      const shown = `${method} ${text.slice(0, 100)}: ${sent.status} ${sent.text.slice(0, 200)}`;
      expect([200, 201, 400, 409, 413, 422], shown).toContain(sent.status);
      expect(sent.text).not.toContain(secret);
      if (!/内密/.test(text)) expect(sent.text, shown).not.toContain('内密');
    }
});

test('what a mask hides cannot be worked out by filter, order, groups, totals, search or cursor', async () => {
  const base = JSON.stringify((await query({ columns: ['件名'] })).json.items);
  const hidden = await office.city.staff.tenant(office.city.code, 'staff', async () =>
    ids.filter((_id, n) => n % 2 === 1),
  );
  for (const filter of [
    `秘密 = "${secret}"`,
    'LEN(秘密) = 6',
    '長さ = 6',
    'CONTAINS(秘密, "カナリア")',
    'IF(秘密 = "みえる", FALSE, LEN(秘密) > 0)',
    'MATCHES(秘密, "カ.*")',
    'LEN(件名 & 秘密) > 6',
  ]) {
    const found = await query({ filter });
    expect(found.json.items, filter).toEqual([]);
    const counted = await office.call('POST', `${records}/count`, { token: one, body: { filter } });
    expect(counted.json.count, filter).toBe(0);
    const run = await office.call('POST', '/apps/attack/bulk-edits', {
      token: one,
      body: { filter, values: { 件名: 'x' } },
    });
    expect(run.status, filter).toBe(422);
  }
  const sorted = await query({ sort: [{ field: '秘密' }], columns: ['件名'] });
  const again = await query({ sort: [{ field: '秘密', descending: true }], columns: ['件名'] });
  const order = (answer: typeof sorted) =>
    answer.json.items
      .map((item: { id: string }) => item.id)
      .filter((id: string) => hidden.includes(id))
      .sort();
  expect(order(sorted)).toEqual(order(again));
  const groups = await office.call('POST', `${records}/group`, {
    token: one,
    body: { rows: [{ field: '秘密' }], measures: [{ by: 'count' }, { by: 'max', field: '長さ' }] },
  });
  expect(groups.json.groups).toEqual([
    { keys: ['みえる'], values: ['2', '3'] },
    { keys: [null], values: [expect.anything(), null] },
  ]);
  for (const search of ['カナ', 'カナリア', '太郎']) expect((await query({ search })).json.items).toEqual([]);
  const duplicates = await office.call('POST', '/apps/attack/duplicate-searches', {
    token: one,
    body: { keys: [['秘密']] },
  });
  expect(
    duplicates.json.groups
      .flatMap((group: { records: string[] }) => group.records)
      .filter((id: string) => hidden.includes(id)),
  ).toEqual([]);
  expect(JSON.stringify((await query({ columns: ['件名'] })).json.items)).toBe(base);
});

test('a cursor, a run and an idempotency key are good for whom they were given to, and for nothing else', async () => {
  const first = await query({ limit: 1, sort: [{ field: '金額' }] });
  const cursor = first.json.next as string;
  expect((await query({ limit: 1, sort: [{ field: '件名' }], cursor })).status).toBe(422);
  const [text] = cursor.split('.') as [string];
  const forged = { ...JSON.parse(Buffer.from(text, 'base64url').toString()), keys: '["1"]' };
  const made = `${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${cursor.split('.')[1]}`;
  expect((await query({ limit: 1, sort: [{ field: '金額' }], cursor: made })).status).toBe(422);

  const elsewhere = await office.call('POST', '/apps/attack-second/records/query', {
    token: one,
    body: { limit: 1, sort: [{ field: '金額' }], cursor },
  });
  expect(elsewhere.status).toBe(422);

  const run = await office.call('POST', '/apps/attack/bulk-edits', {
    token: one,
    body: { records: [ids[0]], values: { 件名: 'x' } },
  });
  expect(run.status, run.text).toBe(201);
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/results'],
    ['POST', '/cancellations'],
  ] as const) {
    const strange = await office.call(method, `/record-runs/${run.json.id}${path}`, { token: other });
    expect(strange.status, path).toBe(404);
  }
  const key = { 'idempotency-key': 'one-and-the-same-key' };
  const mine = await office.call('POST', records, {
    token: one,
    body: { values: { 件名: 'a' } },
    headers: key,
  });
  const theirs = await office.call('POST', records, {
    token: other,
    body: { values: { 件名: 'a' } },
    headers: key,
  });
  expect(theirs.status).toBe(201);
  expect(theirs.json.id).not.toBe(mine.json.id);
  expect(theirs.headers['idempotency-replayed']).toBeUndefined();
});

test('what goes through many records counts as many calls', async () => {
  const dear = await office.join();
  const search = () =>
    office.call('POST', '/apps/attack/duplicate-searches', { token: dear.token, body: { keys: [['件名']] } });
  const before = await hits();
  expect((await search()).status).toBe(200);
  expect((await hits()) - before).toBe(20);
});

async function hits(): Promise<number> {
  const { rows } = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    sql<{ hits: number }>`SELECT coalesce(sum(hits), 0)::integer AS hits FROM rate_limits`.execute(tx),
  );
  return rows[0]!.hits;
}
