/** Issue 3, REST API v1: what other systems do in the first journey, through the same use cases as the pages. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegisters } from '#core/registers.server';
import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import { deliverAll } from '#platform/outbox.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { holdWindows } from '../../scripts/test/windows.sql.ts';
import { type ApiOffice, openApiOffice } from './api.testing.ts';
import { allHandlers } from './handlers.server.ts';

let office: ApiOffice;
let pdf: Pdf;
let token: string;
let chief: string;
let manager: string;

beforeAll(async () => {
  office = await openApiOffice({ API_RATE_PER_MINUTE: '2000' });
  pdf = createPdf();
  ({ token } = await office.join());
  ({ token: chief } = await office.join({ roles: ['check'], position: '係長' }));
  ({ token: manager } = await office.join({ roles: ['decide'], position: '課長' }));
});
afterAll(async () => {
  pdf?.close();
  await office?.close();
});

const samples = JSON.parse(readFileSync('packs/demo/tests/school-expense-assistance.json', 'utf8'));
const whole = samples.cases[0].answers as Record<string, unknown>;

async function upload(): Promise<string> {
  const pdfFile = readFileSync('packs/demo/samples/files/rent-contract.pdf');
  const form = new FormData();
  form.append('file', new File([pdfFile], '契約書.pdf', { type: 'application/pdf' }));
  const request = new Request('http://a.test/', { method: 'POST', body: form });
  const sent = await office.call('POST', '/files', {
    token,
    raw: Buffer.from(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  });
  expect(sent.status, sent.text).toBe(201);
  return sent.json.id;
}

async function enter(more: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const file = await upload();
  const answers = { ...whole, 家賃の書類: [{ file }], 添付書類: [], ...more };
  return office.call('POST', '/cases', {
    token,
    headers,
    body: { procedure: 'school-expense-assistance', channel: 'post', answers },
  });
}

const act = (id: string, path: string, revision: number, body?: unknown, as = token) =>
  office.call('POST', `/cases/${id}/${path}`, { token: as, body, headers: { 'if-match': `"${revision}"` } });

async function deliver() {
  const tools = { ...office.site.runtime, registers: createRegisters({}), pdf };
  await deliverAll({ db: office.city.worker, handlers: allHandlers(tools) }, office.city.code);
}

test('a paper application is entered, checked, decided, issued and downloaded', async () => {
  const made = await enter();
  expect(made.status, made.text).toBe(201);
  const { id, receiptNumber } = made.json;
  expect(made.headers.location).toBe(`/api/v1/cases/${id}`);

  const read = await office.call('GET', `/cases/${id}`, { token });
  expect(read.status, read.text).toBe(200);
  expect(read.headers.etag).toBe(`"${read.json.revision}"`);
  expect(read.json).toMatchObject({ receiptNumber, channel: 'post', state: 'received' });
  expect(read.json.answers).toMatchObject({
    申請者氏名: { family: '𠮷田' },
    申請理由: ['児童扶養手当', '所得が少ない'],
    振込口座: { sealed: true },
  });
  expect(read.json.answers['子ども'][1]).toMatchObject({ 学校: '朝凪中学校' });
  expect(read.text).not.toContain('1000000');

  const received = await act(id, 'receive', read.json.revision);
  expect(received.json).toMatchObject({ id, state: 'checking' });
  const drafted = await act(id, 'decision-drafts', received.json.revision, {
    outcome: 'granted',
    validFrom: '2026-04-01',
    validTo: '2027-03-31',
  });
  expect(drafted.json?.state, drafted.text).toBe('approving');
  expect((await act(id, 'approvals', drafted.json.revision, { act: 'approve' })).status).toBe(409);
  const approved = await act(id, 'approvals', drafted.json.revision, { act: 'approve' }, chief);
  expect(approved.status, approved.text).toBe(200);
  const decided = await act(id, 'approvals', approved.json.revision, { act: 'decide' }, manager);
  expect(decided.json?.state, decided.text).toBe('decided');
  await deliver();

  const issued = await office.call('GET', `/cases/${id}`, { token });
  expect(issued.json.state).toBe('issued');
  const [document] = issued.json.documents;
  const file = await office.call('GET', `/cases/${id}/documents/${document.id}/content`, { token });
  expect(file.headers['content-type']).toBe('application/pdf');
  expect(file.headers['content-disposition']).toMatch(/^attachment/);
  const listed = await office.call('GET', '/documents', { token });
  expect(listed.json.items.map((one: { id: string }) => one.id)).toContain(document.id);
  const numbers = await office.call(
    'GET',
    `/document-numbers?department=KYOI-GAKUJI&fiscalYear=${fiscalYear()}`,
    { token },
  );
  expect(numbers.json.items.at(-1)).toMatchObject({ number: document.number, document: document.id });
  const revoked = await act(id, `documents/${document.id}/revocations`, issued.json.revision, {
    reason: '誤り',
  });
  expect(revoked.status, revoked.text).toBe(200);
  expect((await act(id, 'closings', revoked.json.revision)).json.state).toBe('closed');
});

const fiscalYear = () => fiscalYearOf(tokyoDate(new Date()));

test('answers are read as strictly as a page reads them', async () => {
  const wrong = await enter({
    申請者生年月日: 'きのう',
    申請者所得: { yen: 5 },
    住まい: ['借家', '持ち家'],
    ない項目: 1,
    子ども: { 学校: 'x' },
  });
  expect(wrong.status).toBe(422);
  expect(wrong.headers['content-type']).toContain('application/problem+json');
  expect(wrong.json.errors.map((one: { path: string }) => one.path)).toEqual(
    expect.arrayContaining(['answers.ない項目', 'answers.子ども']),
  );
  const shapes = await enter({
    申請者氏名: 'まとめて',
    申請者所得: { yen: 5 },
    振込口座: { sealed: 'AAAA' },
  });
  expect(shapes.status).toBe(422);
  expect(shapes.json.errors.map((one: { path: string }) => one.path)).toEqual(
    expect.arrayContaining(['answers.申請者氏名', 'answers.申請者所得']),
  );
});

test('a sealed field is opened only by its own route and scope, and that is written down', async () => {
  const { id } = (await enter()).json;
  const opened = await office.call('POST', `/cases/${id}/unseal`, { token, body: { field: '振込口座' } });
  expect(opened.json, opened.text).toMatchObject({ field: '振込口座', value: { number: '1000000' } });
  const without = await office.join({ scopes: ['cases:read'] });
  const refused = await office.call('POST', `/cases/${id}/unseal`, {
    token: without.token,
    body: { field: '振込口座' },
  });
  expect(refused.status).toBe(403);
});

test('the same Idempotency-Key gives one result, also to many at once; another body under it is 422', async () => {
  const file = await upload();
  const body = {
    procedure: 'school-expense-assistance',
    channel: 'phone',
    answers: { ...whole, 家賃の書類: [{ file }], 添付書類: [] },
  };
  const headers = { 'idempotency-key': 'order-4711-abc' };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => office.call('POST', '/cases', { token, body, headers })),
  );
  expect(new Set(all.map((one) => one.status))).toEqual(new Set([201]));
  expect(new Set(all.map((one) => one.json.id)).size).toBe(1);
  expect(all.filter((one) => one.headers['idempotency-replayed'] === 'true')).toHaveLength(7);
  const other = await office.call('POST', '/cases', { token, body: { ...body, channel: 'post' }, headers });
  expect(other.status).toBe(422);
  expect(other.json.detail).toContain('Idempotency-Key');
  // Another token's key of the same name is another key.
  const { token: neighbour } = await office.join();
  const theirs = await office.call('POST', '/cases', {
    token: neighbour,
    body: { ...body, answers: { ...body.answers, 家賃の書類: [] } },
    headers,
  });
  expect(theirs.json.id).not.toBe(all[0]?.json.id);
});

test('a failed request does not use up its key', async () => {
  const { id, revision } = (await enter()).json;
  const headers = { 'idempotency-key': 'again-after-failure', 'if-match': '"999"' };
  expect((await office.call('POST', `/cases/${id}/receive`, { token, headers })).status).toBe(412);
  const right = { ...headers, 'if-match': `"${revision}"` };
  const done = await office.call('POST', `/cases/${id}/receive`, { token, headers: right });
  expect(done.status).toBe(200);
  const again = await office.call('POST', `/cases/${id}/receive`, { token, headers: right });
  expect(again.json).toEqual(done.json);
});

test('a write without the revision is 428, with an old one 412', async () => {
  const { id, revision } = (await enter()).json;
  expect((await office.call('POST', `/cases/${id}/receive`, { token })).status).toBe(428);
  expect((await act(id, 'receive', revision + 7)).status).toBe(412);
  expect((await act(id, 'receive', revision)).status).toBe(200);
  expect((await act(id, 'receive', revision)).status).toBe(412);
});

test('pages follow each other by cursor without gap or repeat; a cursor of other filters is refused', async () => {
  const seen: string[] = [];
  let next: string | null = '';
  for (let page = 0; next !== null && page < 20; page += 1) {
    const query: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const listed = await office.call('GET', `/cases?state=all&sort=arrived&limit=2${query}`, { token });
    expect(listed.status, listed.text).toBe(200);
    seen.push(...listed.json.items.map((one: { id: string }) => one.id));
    if (page === 0) {
      const moved = encodeURIComponent(listed.json.next);
      expect((await office.call('GET', `/cases?state=open&cursor=${moved}`, { token })).status).toBe(422);
      expect((await office.call('GET', '/cases?cursor=x.y', { token })).status).toBe(422);
    }
    next = listed.json.next;
  }
  const whole = await office.call('GET', '/cases?state=all&sort=arrived&limit=200', { token });
  expect(seen).toEqual(whole.json.items.map((one: { id: string }) => one.id));
  expect(new Set(seen).size).toBe(seen.length);
});

test('a correction names fields as they are read', async () => {
  const { id, revision } = (await enter()).json;
  const asked = await act(id, 'correction-requests', revision, {
    fields: [{ field: '子ども[2].学年', reason: '学年を確かめてください。' }],
  });
  expect(asked.json?.state, asked.text).toBe('awaitingCorrection');
  const read = await office.call('GET', `/cases/${id}`, { token });
  expect(read.json.corrections[0].fields).toEqual([
    { field: '子ども[2].学年', reason: '学年を確かめてください。' },
  ]);
});

test('comments, messages, files, the log and the assignee', async () => {
  const { id } = (await enter()).json;
  const said = await office.call('POST', `/cases/${id}/comments`, { token, body: { body: '確認中です' } });
  expect(said.status, said.text).toBe(200);
  const attached = await office.call('POST', `/cases/${id}/files`, { token, body: { file: await upload() } });
  expect(attached.status, attached.text).toBe(200);
  const files = await office.call('GET', `/cases/${id}/files`, { token });
  expect(files.json.items).toHaveLength(2);
  const content = await office.call('GET', `/cases/${id}/files/${files.json.items[0].id}/content`, { token });
  expect(content.headers['content-type']).toBe('application/pdf');
  const comments = await office.call('GET', `/cases/${id}/comments`, { token });
  expect(comments.json.items[0].body).toBe('確認中です');
  const staff = await office.call('GET', '/staff?department=KYOI-GAKUJI', { token });
  const { revision } = (await office.call('GET', `/cases/${id}`, { token })).json;
  const given = await act(id, 'assignments', revision, { post: staff.json.items[0].post });
  expect(given.status, given.text).toBe(200);
  const log = await office.call('GET', `/cases/${id}/actions`, { token });
  expect(log.json.items.map((one: { act: string }) => one.act)).toEqual(['arrive', 'attach', 'assign']);
  expect(log.json.items[0].name).toMatch(/^連携 /);
});

test('calls are counted per token, and those beyond the limit are 429', async () => {
  const slow = await openApiOffice({ API_RATE_PER_MINUTE: '3' });
  try {
    await holdWindows(slow.city);
    const one = await slow.join();
    const other = await slow.join();
    const statuses = [];
    for (let index = 0; index < 5; index += 1)
      statuses.push((await slow.call('GET', '/departments', { token: one.token })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await slow.call('GET', '/departments', { token: other.token })).status).toBe(200);
  } finally {
    await slow.close();
  }
});
