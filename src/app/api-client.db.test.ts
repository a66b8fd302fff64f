/** Issue 3: the generated client speaks to the API, and every answer is what the document says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../clients/typescript/madoguchi.ts';
import { staffApi } from './api.server.ts';
import { type ApiOffice, home, openApiOffice } from './api.testing.ts';

let office: ApiOffice;
let client: ReturnType<typeof createClient>;
const answers: { path: string; method: string; status: number; body: unknown }[] = [];

beforeAll(async () => {
  office = await openApiOffice();
  const { token } = await office.join();
  client = createClient({
    origin: 'http://a.test',
    token,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const payload = Buffer.from(await request.arrayBuffer());
      const answer = await office.site.app.inject({
        method: request.method as 'GET',
        url: pathname + search,
        headers: { host: 'a.test', ...Object.fromEntries(request.headers) },
        payload: payload.length === 0 ? undefined : payload,
      });
      if (/json/.test(String(answer.headers['content-type'])))
        answers.push({
          path: pathname,
          method: request.method.toLowerCase(),
          status: answer.statusCode,
          body: answer.json(),
        });
      return new Response(answer.body, { status: answer.statusCode, headers: answer.headers as HeadersInit });
    },
  });
});
afterAll(() => office?.close());

test('a case from entry to the applicant being asked, in typed calls', async () => {
  const entered = await client.POST('/cases', {
    params: { header: { 'Idempotency-Key': 'client-test-1' } },
    body: {
      procedure: 'school-expense-assistance',
      channel: 'phone',
      incomplete: true,
      answers: { 申請者氏名: { kind: 'two', family: '山田', given: '花子' } },
    },
  });
  const id = entered.data?.id ?? '';
  const params = { path: { case: id } };
  const read = await client.GET('/cases/{case}', { params });
  expect(read.data?.answers).toMatchObject({ 申請者氏名: { family: '山田' } });
  const ifMatch = { header: { 'If-Match': read.response.headers.get('etag') ?? '' } };
  const asked = await client.POST('/cases/{case}/correction-requests', {
    params: { ...params, ...ifMatch },
    body: { fields: [{ field: '住所', reason: '住所を書いてください。' }] },
  });
  expect(asked.data?.state).toBe('awaitingCorrection');
  const late = await client.POST('/cases/{case}/receive', { params: { ...params, ...ifMatch } });
  expect(late.error?.code).toBe('preconditionFailed');
  await client.POST('/cases/{case}/comments', { params, body: { body: '電話した' } });
  await client.GET('/cases/{case}/actions', { params });
  await client.GET('/cases/{case}/comments', { params });
  await client.GET('/cases/{case}/messages', { params });
  await client.GET('/cases/{case}/files', { params });
  const found = await client.POST('/cases/search', { body: { text: '山田' } });
  expect(found.data?.items.map((one) => one.id)).toContain(id);
  await client.GET('/cases', { params: { query: { state: 'all' } } });
  await client.GET('/documents', {});
  await client.GET('/document-numbers', { params: { query: { department: home, fiscalYear: 2026 } } });
  await client.GET('/procedures', {});
  await client.GET('/procedures/{procedure}', {
    params: { path: { procedure: 'school-expense-assistance' } },
  });
  await client.GET('/apps/{app}', { params: { path: { app: 'school-expense-assistance' } } });
  await client.GET('/departments', {});
  await client.GET('/staff', { params: { query: { department: home } } });
});

test('every answer was what the document says', () => {
  interface Document {
    paths: Record<
      string,
      Record<
        string,
        { responses: Record<string, { content?: Record<string, { schema: object }>; $ref?: string }> }
      >
    >;
    components: { schemas: { Problem: object } };
  }
  const document = staffApi.document as Document;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  expect(answers.length).toBeGreaterThan(15);
  for (const { path, method, status, body } of answers) {
    const below = path.slice('/api/v1'.length);
    const [, operations] = Object.entries(document.paths)
      .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
      .find(([pattern]) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(below))!;
    const response = operations[method]?.responses[String(status)];
    expect(response, `${method} ${below} ${status} is not documented`).toBeDefined();
    const schema = response?.content?.['application/json']?.schema ?? document.components.schemas.Problem;
    const valid = ajv.validate(schema, body);
    expect(valid, `${method} ${below}: ${ajv.errorsText()}`).toBe(true);
  }
});
