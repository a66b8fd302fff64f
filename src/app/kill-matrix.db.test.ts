/**
 * Acceptance 2 of issue 3 at reduced size: wherever a submission is cut off, what was acknowledged is kept, and sending it
 * again gives one application. Processes that are killed are in e2e/journeys/security-once and
 * database-killed, disks that fail in database-faults.
 */
import './route-matrix.environment.ts';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '#core/exchange.server';
import { createRegisters } from '#core/registers.server';
import { readConfig } from '#platform/config.server';
import { createDatabase, type Database, zoneUrl } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { canary, fillDraft, Web } from '../../e2e/support/canary.ts';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { testPassword } from '../../scripts/test/database.ts';
import { type FaultProxy, startFaultProxy } from '../../scripts/test/fault-proxy.ts';
import { startSmtpSink } from '../../scripts/test/smtp.ts';
import { allHandlers } from './handlers.server.ts';
import { selectKept } from './pressing.sql.ts';
import { isReceipt, press, pressedApp, type Ready, readyToPress } from './pressing.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let toDatabase: FaultProxy;
let toPortal: FaultProxy;
let db: Database;
let portal: TestSite;
let origin: string;
/** When set, the file store's disk is full. */
let full = false;

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-kill-'));
  const url = new URL(zoneUrl(city.adminUrl, 'portal', testPassword));
  toDatabase = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${toDatabase.port}`;
  db = createDatabase({ url: url.toString(), max: 4, silence: 5_000, onError: () => undefined });
  const files = createFileStore({ dir: folder });
  const failing: typeof files = {
    ...files,
    of: (municipality) => ({
      ...files.of(municipality),
      put: async (...given) => {
        if (full)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        return files.of(municipality).put(...given);
      },
    }),
  };
  portal = await createTestSite('portal', db, {
    filesDir: folder,
    files: failing,
    settings: { MADOGUCHI_MUNICIPALITY: city.code },
  });
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = portal.app.server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  toPortal = await startFaultProxy({ host: '127.0.0.1', port });
});
afterAll(async () => {
  await toPortal?.close();
  await portal?.app.close();
  await db?.close();
  await toDatabase?.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const ready = (tag: string) => readyToPress(origin, city, tag);
const direct = (one: Ready) => press(one, Number(new URL(origin).port));
const kept = (draft: string) => selectKept(city.admin, city.code, draft);

test('the line breaks at every part of a submission: nothing half is taken, the same press again gives one application', async () => {
  const one = await ready('regions');
  const [headBytes, bodyBytes] = [Buffer.byteLength(one.head), Buffer.byteLength(one.body)];
  const regions = {
    'in the first line': 9,
    'in the headers': headBytes >> 1,
    'before the body': headBytes,
    'after a third': headBytes + Math.floor(bodyBytes / 3),
    'after two thirds': headBytes + Math.floor((bodyBytes * 2) / 3),
    'before the last byte': headBytes + bodyBytes - 1,
  };
  for (const [where, bytes] of Object.entries(regions)) {
    toPortal.cutAfter = bytes;
    expect(await press(one, toPortal.port), where).toBeNull();
    await pause(50);
    expect(await kept(one.draft), where).toEqual({ applications: 0, messages: 0 });
  }
  toPortal.cutAfter = null;
  toPortal.cutAnswer = true;
  expect(await press(one, toPortal.port), 'before the answer').toBeNull();
  toPortal.cutAnswer = false;
  expect(await kept(one.draft)).toEqual({ applications: 1, messages: 1 });
  const again = await direct(one);
  expect(isReceipt(again), JSON.stringify(again)).toBe(true);
  expect(again?.to).toContain('again');
  expect(await kept(one.draft)).toEqual({ applications: 1, messages: 1 });
});

test('the database is lost at any moment of a submission: acknowledged is kept, the rest is told honestly, once in the end', async () => {
  const told = { receipt: 0, honest: 0 };
  for (const delay of [0, 2, 4, 7, 11, 16, 25]) {
    const one = await ready(`moment-${delay}`);
    const pressed = direct(one);
    await pause(delay);
    toDatabase.mood = 'refuse';
    const answer = await pressed;
    toDatabase.mood = 'pass';
    if (isReceipt(answer)) {
      told.receipt++;
      expect(await kept(one.draft)).toEqual({ applications: 1, messages: 1 });
    } else {
      expect(answer?.status, `after ${delay} ms`).toBe(503);
      told.honest++;
    }
    await expect.poll(async () => isReceipt(await direct(one)), { timeout: 60_000 }).toBe(true);
    expect(await kept(one.draft)).toEqual({ applications: 1, messages: 1 });
  }
  expect(told.honest).toBeGreaterThan(0);
});

test('the disk of the files is full: told honestly, nothing half is visible, it works again when there is room', async () => {
  const web = new Web(origin);
  const draft = await fillDraft(web, pressedApp, canary('full').answers);
  await web.get(`/drafts/${draft}/pages/papers`);
  const upload = async () => {
    const form = new FormData();
    form.set('_csrf', web.token ?? '');
    form.set('_action', 'lookup:f9999');
    form.set('f71', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'papers.pdf');
    const response = await fetch(`${origin}/drafts/${draft}/pages/papers`, {
      method: 'POST',
      body: form,
      headers: { cookie: web.cookie, origin },
      redirect: 'manual',
    });
    return { status: response.status, body: await response.text() };
  };
  const stored = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name)).length;
  const before = await stored();
  full = true;
  const refused = await upload();
  full = false;
  expect(refused.status).toBe(503);
  expect(refused.body).toContain('ただいまお受けできません');
  expect(refused.body).not.toContain('ENOSPC');
  expect(await stored()).toBe(before);
  expect((await web.get(`/drafts/${draft}/pages/papers`)).body).not.toContain('papers.pdf');
  expect((await upload()).status).not.toBe(503);
});

test('a mail server that hangs stops nothing else: cases arrive while forty mails wait', async () => {
  const sink = await startSmtpSink();
  sink.fail('DATA', 'hang');
  const log = createLog('silent', 'test');
  const pdf = createPdf();
  const handlers = allHandlers({
    config: readConfig({ SMTP_URL: sink.url }),
    log,
    keyring: portal.keyring,
    files: portal.files,
    registers: createRegisters({}),
    pdf,
    portalOrigin: origin,
  });
  await city.portal.tenant(city.code, 'portal', async (tx) => {
    for (let n = 0; n < 40; n++)
      await post(tx, 'mail.send', { to: `a${n}@mail.example`, subject: '件名', text: '本文' });
  });
  // As many connections as the worker has.
  const worker = createDatabase({ url: zoneUrl(city.adminUrl, 'worker', testPassword), max: 12 });
  const relay = await startRelay({ db: worker, handlers, log, municipalities: async () => [city.code] });
  try {
    await pause(1_000);
    const one = await ready('hanging');
    expect(isReceipt(await direct(one))).toBe(true);
    const waiting = async (kind: string) => {
      const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
        sql<{
          n: number;
        }>`SELECT count(*)::int AS n FROM outbox WHERE kind = ${kind} AND delivered_at IS NULL`.execute(tx),
      );
      return rows[0]!.n;
    };
    await expect.poll(() => waiting('application.submitted'), { timeout: 60_000 }).toBe(0);
    expect(await waiting('mail.send')).toBeGreaterThan(30);
  } finally {
    sink.fail();
    await sink.close();
    await relay.stop();
    await worker.close();
    pdf.close();
  }
});
