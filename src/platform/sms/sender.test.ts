import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMobileNumber, smsSegments } from '#platform/sms';
import { createSmsSender } from '#platform/sms.server';

/** A gateway of the documented protocol that answers as told. */
let answer: number | 'hang' = 202;
const seen: { key: string; auth: string; body: { to: string; text: string } }[] = [];
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    if (answer === 'hang') return;
    seen.push({
      key: String(request.headers['idempotency-key']),
      auth: String(request.headers.authorization),
      body: JSON.parse(text),
    });
    response.writeHead(answer, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'g-1' }));
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a message arrives with key and token, the number in E.164', async () => {
  const sender = createSmsSender({ gateway: { url, token: 't' } });
  expect(await sender.sendSms({ id: 'o-1', to: '０９０－１２３４－５６７８', text: '確認番号' })).toEqual({
    ok: true,
    value: { id: 'g-1' },
  });
  expect(seen).toEqual([{ key: 'o-1', auth: 'Bearer t', body: { to: '+819012345678', text: '確認番号' } }]);
});

test('the status says who is at fault', async () => {
  const sender = createSmsSender({ gateway: { url, token: 't' }, timeoutMs: 200 });
  const cases = [
    [422, 'bounced'],
    [401, 'misconfigured'],
    [302, 'temporary'],
    [429, 'temporary'],
    [503, 'temporary'],
    ['hang', 'temporary'],
  ] as const;
  for (const [status, kind] of cases) {
    answer = status;
    expect(await sender.sendSms({ id: 'o', to: '09012345678', text: 'x' }), String(status)).toMatchObject({
      error: { kind },
    });
  }
  answer = 202;
  expect(
    await createSmsSender({ gateway: { url: 'http://127.0.0.1:9', token: '' } }).sendSms({
      id: 'o',
      to: '09012345678',
      text: 'x',
    }),
  ).toMatchObject({
    error: { kind: 'temporary', retry: true },
  });
});

test('numbers and lengths', async () => {
  for (const good of ['+81 90-1234-5678', '090 1234 5678', '08012345678', '+81(0)60-1234-5678'])
    expect(parseMobileNumber(good).ok, good).toBe(true);
  for (const bad of ['093-582-1234', '0120-000-000', '0901234567', 'x', ''])
    expect(parseMobileNumber(bad).ok, bad).toBe(false);
  expect([smsSegments('あ'.repeat(70)), smsSegments('あ'.repeat(71)), smsSegments('a'.repeat(160))]).toEqual([
    1, 2, 1,
  ]);
  const kept: unknown[] = [];
  const sender = createSmsSender({ mailbox: { store: async (message) => void kept.push(message) } });
  await sender.sendSms({ id: 'o', to: '09012345678', text: 'x' });
  expect(kept).toHaveLength(1);
});
