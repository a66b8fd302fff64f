import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config.server';
import { printFindings } from './model.ts';
import { checkNeighbours } from './neighbours.server.ts';
import { checkSettings } from './settings.ts';

const secret = 'x'.repeat(40);
const broken = (environment: Record<string, string>) =>
  checkSettings(readConfig(environment)).flatMap((one) => (one.verdict === 'broken' ? [one.what] : []));

test('a demo that the Internet sees is broken, one on this machine is not', () => {
  expect(broken({ HOST: '0.0.0.0' })).toEqual(['動作モード']);
  expect(broken({})).toEqual([]);
});

test('production says what is missing, each with its remedy, and never a value of a setting', () => {
  const environment = {
    MADOGUCHI_MODE: 'production',
    MADOGUCHI_SECRET: secret,
    PORTAL_ORIGIN: 'http://portal.example',
    OIDC_CLIENT_SECRET: 'do-not-print',
  };
  expect(broken(environment)).toEqual(['SMTP_URL', 'STAFF_ORIGIN', 'PORTAL_ORIGIN']);
  const said = printFindings(checkSettings(readConfig(environment)));
  expect(said).not.toContain(secret);
  expect(said).not.toContain('do-not-print');
});

test('neighbours: one that greets is well, one that says something else or nothing is named', async () => {
  const server = createServer((socket) => socket.end('220 mail.test ESMTP\r\n'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  const found = await checkNeighbours(
    readConfig({ SMTP_URL: `smtp://127.0.0.1:${port}`, CLAMD_URL: `tcp://127.0.0.1:${port}` }),
  );
  server.close();
  expect(found.map(({ what, verdict }) => [what, verdict])).toEqual([
    ['メールサーバー', 'well'],
    ['ウイルス検査', 'broken'],
  ]);
});
