import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegisters } from './registers.server.ts';

let server: Server;
let url: string;
let answer: { status: number; body: string } | 'silence' = { status: 200, body: '{}' };
let seen: { path?: string; token?: string; body?: unknown } = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen = { path: request.url, token: request.headers.authorization, body: JSON.parse(body) };
      if (answer !== 'silence') response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/registers`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const registers = (timeoutMs = 60_000) => createRegisters({ url, token: 't', timeoutMs });
const record = {
  fiscalYear: 2026,
  incomeYear: 2025,
  name: '𠮷田　由美',
  birthDate: '1988-05-12',
  residentOnJanuary1: true,
  addressOnJanuary1: '本町',
  income: [],
  totalIncome: 0,
  deductionTotal: 0,
  dependants: 0,
};

test('asks with the token and gives checked answers', async () => {
  answer = { status: 200, body: JSON.stringify({ status: 'undeclared', record: { ...record, tax: null } }) };
  const asked = await registers().queryTax({ name: '𠮷田', birthDate: '1988-05-12', year: '2026' });
  expect(asked).toMatchObject({ ok: true, value: { status: 'undeclared', record: { fiscalYear: 2026 } } });
  expect(seen).toEqual({
    path: '/registers/tax/query',
    token: 'Bearer t',
    body: { name: '𠮷田', birthDate: '1988-05-12', year: '2026' },
  });
  answer = { status: 200, body: JSON.stringify({ status: 'notResident', record }) };
  expect(await registers().queryTax({ addresseeNumber: '1' })).toMatchObject({
    value: { status: 'found', record: { residentOnJanuary1: false } },
  });
  answer = { status: 200, body: '{"status":"notMatched"}' };
  expect(
    await registers().matchVaccination({ secretNumber: '1', name: 'x', birthDate: '2000-01-01' }),
  ).toEqual({ ok: true, value: { status: 'notMatched' } });
});

test('down, silent, wrong or unknown answers are unavailable and quote nothing', async () => {
  const cases = [
    'silence',
    { status: 503, body: '' },
    { status: 401, body: '' },
    { status: 200, body: 'oops' },
    { status: 200, body: '{"status":"found"}' },
  ] as const;
  for (const one of cases) {
    answer = one as typeof answer;
    const asked = await registers(one === 'silence' ? 200 : undefined).queryResident({
      name: '秘密花子',
      birthDate: '2000-01-01',
    });
    expect(asked).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(JSON.stringify(asked)).not.toContain('秘密');
  }
  expect(await createRegisters({}).queryTax({ name: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'unavailable' },
  });
  answer = { status: 422, body: '' };
  expect(await registers().queryTax({})).toMatchObject({ ok: false, error: { code: 'invalid' } });
});
