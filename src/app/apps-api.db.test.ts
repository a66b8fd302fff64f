/** Issue 4 (a): records of work apps through the API, as another system changes them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { continueRun } from '#core/entries.server';
import { createKeyring } from '#platform/crypto.server';
import { field, publishApp, workApp } from '../../scripts/test/work-app.ts';
import { type ApiOffice, type Call, home, openApiOffice } from './api.testing.ts';
import { sweepUploads } from './housekeeping.sql.ts';

const lost = workApp(
  'lost-things',
  [
    field(1, '品名', 'text', { required: true }),
    field(2, '金額', 'number'),
    field(3, '明細', 'lines', { fields: [field(31, '内容'), field(32, '数', 'number')] }),
    field(4, '内密'),
    field(5, '写真', 'file', { options: { maxFiles: 3, maxBytes: 1_000_000, accept: ['image/png'] } }),
  ],
  {
    access: [{ who: [{ department: home, below: true }], may: ['view', 'add', 'edit', 'delete'] }],
    fieldAccess: [{ fields: ['内密'], read: [{ who: [{ position: '市長' }] }] }],
  },
);

let office: ApiOffice;
let token: string;
let stranger: string;
beforeAll(async () => {
  office = await openApiOffice();
  await publishApp(office.city, lost);
  token = (await office.join()).token;
  stranger = (await office.join({ department: 'ZAISEI-SHIMINZEI' })).token;
});
afterAll(() => office?.close());

const records = `/apps/${lost.id}/records`;
const call = (method: string, path: string, more: Call = {}) => office.call(method, path, { token, ...more });
const etag = (revision: number) => ({ 'if-match': `"${revision}"` });
const add = async (values: object) => (await call('POST', records, { body: { values } })).json.id as string;

test('a record is added once however often it is sent, and changed by who saw what it was', async () => {
  const body = { values: { 品名: '　傘 ', 金額: '１，０００', 明細: [{ 内容: '黒', 数: '1' }] } };
  const headers = { 'idempotency-key': 'lost-things-1' };
  const first = await call('POST', records, { body, headers });
  expect([first.status, first.json.revision, first.headers.location]).toEqual([201, 1, undefined]);
  expect((await call('POST', records, { body, headers })).json.id).toBe(first.json.id);
  const { id } = first.json;
  expect((await call('PATCH', `${records}/${id}`, { body })).status).toBe(428);
  const lines = { 明細: [{ $key: 'k1', 内容: '黒', 数: '2' }, { 内容: '白' }] };
  const patch = (revision: number, values: object) =>
    call('PATCH', `${records}/${id}`, { body: { values }, headers: etag(revision) });
  expect((await patch(1, lines)).json).toMatchObject({ revision: 2, unchanged: false });
  expect((await patch(1, { 金額: '5' })).json.revision).toBe(3);
  const clash = await patch(1, { 金額: '7', 明細: [{ $key: 'k1', 内容: '黒', 数: '9' }] });
  expect([clash.status, clash.json.code]).toEqual([409, 'conflict']);
  expect(clash.json.overlaps).toEqual([
    { field: '金額', base: '1000', theirs: '5', yours: '7' },
    { field: '明細[k1].数', base: '1', theirs: '2', yours: '9' },
  ]);
  const wrong = await patch(3, { 金額: 'たくさん', 明細: [{ $key: 'k1', 数: 'x' }] });
  expect(wrong.json.errors.map((one: { path: string }) => one.path)).toEqual([
    'values.金額',
    'values.明細[1].数',
  ]);
});

test('an app, a record and a field that one may not see are not there, whatever is asked', async () => {
  const id = await add({ 品名: '財布' });
  const other = { token: stranger, headers: etag(1) };
  const asked = [
    await call('POST', records, { ...other, body: { values: { 無い項目: 1 } } }),
    await call('PATCH', `${records}/${id}`, { ...other, body: { values: { 品名: 'x' } } }),
    await call('DELETE', `${records}/${id}`, other),
    await call('GET', `${records}/${id}/comments`, other),
    await call('POST', `/apps/${lost.id}/bulk-deletions`, { ...other, body: { filter: '金額 > 0' } }),
  ];
  expect(asked.map((one) => one.status)).toEqual([404, 404, 404, 404, 404]);
  const change = (code: string) =>
    call('PATCH', `${records}/${id}`, { body: { values: { [code]: 'x' } }, headers: etag(1) });
  const [hidden, none] = [await change('内密'), await change('無い項目')];
  expect(hidden.json.errors[0].message).toBe(none.json.errors[0].message);
  expect([hidden.status, none.status]).toEqual([422, 422]);
});

test('ids that are none are wrong values, not questions to the database', async () => {
  const people = workApp(
    'people-named',
    [field(1, '担当', 'user'), field(2, '参照', 'reference', { options: { app: lost.id } })],
    lost.work,
  );
  await publishApp(office.city, { ...people, work: { ...people.work, title: ['担当'], fieldAccess: [] } });
  const at = `/apps/${people.id}/records`;
  const wrong = await call('POST', at, { body: { values: { 担当: "x'; --", 参照: 'y' } } });
  expect([wrong.status, wrong.json.errors.length]).toEqual([422, 2]);
  const nobody = '00000000-0000-4000-8000-00000000dead';
  const unknown = await call('POST', at, { body: { values: { 担当: nobody, 参照: nobody } } });
  expect(unknown.json.errors.map((one: { path: string }) => one.path)).toEqual([
    'values.担当',
    'values.参照',
  ]);
});

test('trash and back, undo, comments and links', async () => {
  const [id, other] = [await add({ 品名: '鍵' }), await add({ 品名: '鍵束' })];
  const at = `${records}/${id}`;
  expect((await call('DELETE', at, { headers: etag(1) })).json.revision).toBe(2);
  expect((await call('DELETE', at, { headers: etag(2) })).status).toBe(404);
  expect((await call('POST', `${at}/restorations`)).json.revision).toBe(3);
  await call('PATCH', at, { body: { values: { 品名: '鍵3本' } }, headers: etag(3) });
  expect((await call('POST', `${at}/undos`)).json.revision).toBe(5);
  expect((await call('POST', `${at}/comments`, { body: { body: '確認済み' } })).status).toBe(201);
  expect((await call('GET', `${at}/comments`)).json.items.map((one: { body: string }) => one.body)).toEqual([
    '確認済み',
  ]);
  const link = { app: lost.id, record: other };
  expect((await call('POST', `${at}/links`, { body: link })).status).toBe(201);
  expect((await call('GET', `${records}/${other}/links`)).json.items).toEqual([{ app: lost.id, record: id }]);
  expect((await call('DELETE', `${at}/links/${lost.id}/${other}`)).status).toBe(200);
  expect((await call('GET', `${at}/links`)).json.items).toEqual([]);
});

test('the id of a merged record leads to the survivor', async () => {
  const open = workApp('umbrellas', [field(1, '品名'), field(2, '金額', 'number')], lost.work);
  await publishApp(office.city, { ...open, work: { ...open.work, fieldAccess: [] } });
  const there = `/apps/${open.id}/records`;
  const put = async (values: object) => (await call('POST', there, { body: { values } })).json.id as string;
  const [kept, gone] = [await put({ 品名: '同じ傘' }), await put({ 品名: '同じ傘', 金額: '500' })];
  const body = { survivor: { id: kept, revision: 1 }, merged: { id: gone, revision: 1 }, take: ['金額'] };
  expect((await call('POST', `/apps/${open.id}/merges`, { body })).status).toBe(200);
  expect((await call('GET', `${there}/${gone}`)).json).toMatchObject({ id: kept, values: { 金額: '500' } });
  const history = await call('GET', `${there}/${gone}/history`);
  expect(history.json.items.map((one: { act: string | null }) => one.act)).toEqual(['merge', null]);
  expect((await call('GET', `${there}/${gone}`, { token: stranger })).status).toBe(404);
});

test('a file is a record’s once it is named, and nobody else’s', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const boundary = 'xyz';
  const raw = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
    ),
    png,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const send = () => call('POST', '/files', { raw, headers });
  const sent = await send();
  expect(sent.status, sent.text).toBe(201);
  const id = await add({ 品名: '写真付き', 写真: [{ file: sent.json.id }] });
  const { rows } = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    sql<{ record_id: string }>`SELECT record_id FROM staff_files WHERE id = ${sent.json.id}`.execute(tx),
  );
  expect(rows[0]?.record_id).toBe(id);
  // What was sent long ago and belongs to a record stays; what nobody took up goes.
  const waiting = await send();
  await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
    sql`UPDATE staff_files SET added_at = now() - interval '3 days'`.execute(tx),
  );
  expect(await sweepUploads(office.city.worker, office.city.code)).toBe(1);
  const left = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    sql<{
      id: string;
    }>`SELECT id FROM staff_files WHERE id = ANY (${[sent.json.id, waiting.json.id]}::uuid[])`.execute(tx),
  );
  expect(left.rows).toEqual([{ id: sent.json.id }]);
  const stolen = await call('POST', records, {
    body: { values: { 品名: 'x', 写真: [{ file: sent.json.id }] } },
  });
  expect(stolen.status).toBe(422);
});

test('a run over many, watched to its end', async () => {
  const ids = [await add({ 品名: '一括', 金額: '1' }), await add({ 品名: '一括', 金額: '2' })];
  const started = await call('POST', `/apps/${lost.id}/bulk-edits`, {
    body: { filter: '品名 = "一括"', values: { 金額: '30' } },
  });
  expect([started.status, started.json.total]).toEqual([201, 2]);
  const { code } = office.city;
  const keyring = createKeyring('a secret for tests that is long enough');
  await office.city.staff.tenant(code, 'staff', (tx) => continueRun(tx, keyring, code, started.json.id));
  const run = await call('GET', `/record-runs/${started.json.id}`);
  expect(run.json).toMatchObject({ total: 2, counts: { done: 2, waiting: 0 }, cancelledAt: null });
  const results = await call('GET', `/record-runs/${started.json.id}/results`);
  expect(results.json.items.map((one: { record: string }) => one.record).sort()).toEqual(ids.sort());
  expect((await call('GET', `/record-runs/${started.json.id}`, { token: stranger })).status).toBe(404);
  expect((await call('POST', `/record-runs/${started.json.id}/cancellations`)).status).toBe(409);
});
