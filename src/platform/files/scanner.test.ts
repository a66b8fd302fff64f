import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFileStore, createScanner } from '#platform/files.server';
import { type Clamd, startClamd } from './clamd.testing.ts';
import { eicar } from './eicar.testing.ts';

const root = mkdtempSync(join(tmpdir(), 'scanner-'));
afterAll(() => rmSync(root, { recursive: true }));
let clamd: Clamd;
beforeEach(async () => {
  clamd = await startClamd();
});
afterEach(() => {
  vi.useRealTimers();
  return clamd.close();
});

const scannerOf = (more = {}) => createScanner({ url: clamd.url, timeoutMs: 2_000, restMs: 60_000, ...more });
const text = { name: 'a.txt', allowed: ['text/plain'], maxBytes: 5e6 };

test('a file is sent whole, in pieces, and the answer believed', async () => {
  const scanner = scannerOf();
  expect(await scanner.scan(Readable.from([Buffer.alloc(200_000, 'a'), Buffer.from('b')]))).toBe('clean');
  expect(clamd.seen).toBe(200_001);
  expect(await scanner.scan(Readable.from([Buffer.from(`before ${eicar}`)]))).toBe('infected');
  expect(await scanner.ping()).toBe(true);
});

test('an infected upload is refused with the reason and a way round, and nothing of it is kept', async () => {
  const files = createFileStore({ dir: join(root, 'refused'), scanner: scannerOf() });
  const put = await files.of('981028').put(Buffer.from(eicar), text);
  expect(put).toMatchObject({
    error: { code: 'invalid', message: expect.stringMatching(/ウイルス.*ほかのファイル/) },
  });
  expect(readdirSync(join(root, 'refused'))).toEqual(['incoming']);
  expect(readdirSync(join(root, 'refused/incoming'))).toEqual([]);
  expect(await files.of('981028').put(Buffer.from('無害'), text)).toMatchObject({ value: { scan: 'clean' } });
});

test('a scanner that hangs, fails, breaks off or is away costs nobody their upload: it waits', async () => {
  for (const mood of ['hangs', 'fails', 'breaks'] as const) {
    clamd.mood = mood;
    const files = createFileStore({ dir: join(root, mood), scanner: scannerOf({ restMs: 0 }) }).of('981028');
    const put = await files.put(Buffer.from(`${eicar} ${mood}`), text);
    expect(put, mood).toMatchObject({ ok: true, value: { scan: 'waiting' } });
    const sha256 = put.ok ? put.value.sha256 : '';
    clamd.mood = 'works';
    // What waited is looked at again, and found.
    expect(await files.scan(sha256), mood).toBe('infected');
  }
  const away = createScanner({ url: 'tcp://127.0.0.1:1', timeoutMs: 300 });
  expect(await away.scan(Readable.from([Buffer.from('x')]))).toBe('waiting');
  expect(await away.ping()).toBe(false);
});

test('while it is down nobody is made to wait for it again; after a rest it is asked again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  clamd.mood = 'hangs';
  const scanner = scannerOf();
  await scanner.scan(Readable.from([Buffer.from('first')]));
  for (let at = 0; at < 20; at++) await scanner.scan(Readable.from([Buffer.from('next')]));
  expect(clamd.asked).toBe(1);
  clamd.mood = 'works';
  vi.setSystemTime(Date.now() + 60_001);
  expect(await scanner.scan(Readable.from([Buffer.from('later')]))).toBe('clean');
});

test('only a few are looked at at once; the others wait in quarantine, not in a queue', async () => {
  clamd.mood = 'hangs';
  const scanner = scannerOf({ atOnce: 2 });
  const all = Array.from({ length: 10 }, () => scanner.scan(Readable.from([Buffer.from('x')])));
  expect(await Promise.all(all)).toEqual(Array(10).fill('waiting'));
  expect(clamd.asked).toBe(2);
});

test('a file larger than the scanner takes waits, it is not let through', async () => {
  const scanner = createScanner({ url: clamd.url, timeoutMs: 300 });
  clamd.mood = 'fails';
  expect(await scanner.scan(Readable.from([Buffer.alloc(1_000_000)]))).toBe('waiting');
});

const debian = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'].find(existsSync);
if (debian === undefined)
  console.log('real clamd: skipped, it is not installed (apt-get install clamav-daemon)');

test.skipIf(debian === undefined)(
  'the real clamd of Debian speaks the same',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clamd-'));
    const socket = join(folder, 'clamd.ctl');
    // Signatures come from outside; here one of our own, by digest, and one by content.
    const digest = createHash('md5').update(eicar).digest('hex');
    writeFileSync(join(folder, 'own.hdb'), `${digest}:${eicar.length}:Own.Eicar\n`);
    writeFileSync(
      join(folder, 'own.ndb'),
      `Own.Inside:0:*:${Buffer.from(`CANARY-${eicar}`).toString('hex')}\n`,
    );
    writeFileSync(
      join(folder, 'clamd.conf'),
      [
        `DatabaseDirectory ${folder}`,
        `LocalSocket ${socket}`,
        'Foreground true',
        'StreamMaxLength 1M',
        '',
      ].join('\n'),
    );
    execFileSync('chmod', ['755', folder]);
    const daemon = spawn(debian!, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
    try {
      const scanner = createScanner({ url: `unix://${socket}`, timeoutMs: 5_000, restMs: 0 });
      await expect.poll(() => scanner.ping(), { timeout: 60_000, interval: 200 }).toBe(true);
      const say = (...parts: Uint8Array[]) => scanner.scan(Readable.from(parts));
      expect(await say(Buffer.from('無害'))).toBe('clean');
      expect(await say(Buffer.from(eicar))).toBe('infected');
      expect(await say(Buffer.alloc(300_000, ' '), Buffer.from(`CANARY-${eicar}`))).toBe('infected');
      // More than it takes: it cuts the stream, and the file waits.
      expect(await say(...Array.from({ length: 40 }, () => Buffer.alloc(64_000, 'a')))).toBe('waiting');
      expect(await say(Buffer.from('after'))).toBe('clean');
    } finally {
      daemon.kill();
      await new Promise((done) => daemon.once('exit', done));
      rmSync(folder, { recursive: true });
    }
  },
);
