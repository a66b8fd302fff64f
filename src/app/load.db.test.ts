/** Issue 3, load: what people see when the house is full, slow or without its database, and that it recovers by itself. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, type Database, zoneUrl } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { testPassword } from '../../scripts/test/database.ts';
import { type FaultProxy, startFaultProxy } from '../../scripts/test/fault-proxy.ts';
import { cookieOf, form, get, type Raw } from './route-matrix-raw.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let line: FaultProxy;
let db: Database;
let portal: TestSite;
beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-load-'));
  const url = new URL(zoneUrl(city.adminUrl, 'portal', testPassword));
  line = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(line.port);
  url.hostname = '127.0.0.1';
  db = createDatabase({
    url: url.toString(),
    max: 3,
    statementTimeout: 1_000,
    silence: 2_000,
    patience: 1_000,
    onError: () => undefined,
  });
  portal = await createTestSite('portal', db, {
    filesDir: folder,
    settings: { REQUESTS_AT_ONCE: '10' },
  });
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await portal?.app.close();
  await db?.close();
  await line?.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  line.mood = 'pass';
  await recovered();
});

/** Nobody is told anything and nothing is restarted: it has to come back by itself. */
async function recovered(page = '/verify', cookie = ''): Promise<void> {
  await expect.poll(async () => (await get(portal, page, cookie)).status, { timeout: 60_000 }).toBe(200);
}
const procedure = '/procedures/school-expense-assistance';
/** Somebody with a form under way. A busy machine may need longer than this house has patience: then they press again. */
async function visitor(site = portal): Promise<{ cookie: string; page: string }> {
  let begun = await form(site, `${procedure}/start`, {});
  for (let tries = 0; begun.status === 503 && tries < 60; tries++)
    begun = await form(site, `${procedure}/start`, {});
  const cookie = `cookie: ${cookieOf(begun)}\r\n`;
  const first = await get(site, new URL(begun.location!, 'http://a.test').pathname, cookie);
  return { cookie, page: new URL(first.location ?? begun.location!, 'http://a.test').pathname };
}
const honest = (answer: { status: number; headers: string; body: string }, trouble: string) => {
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatch(/^retry-after: \d+/im);
  expect(answer.headers).toMatch(/^content-type: text\/html/im);
  expect(answer.headers).toMatch(/^content-security-policy: default-src 'none'; style-src 'sha256-/im);
  expect(answer.body).toContain(trouble);
  expect(answer.body).toContain('なくなりません');
  expect(answer.body).toContain('やさしい日本語');
  expect(answer.body).toContain('is kept');
  // No traces of how it is made.
  expect(answer.body).not.toMatch(/Error|at .*\.ts|postgres|ECONN/);
};
/** Holds a lock that every submission and every start of a form needs. */
async function blocking(table: string, work: () => Promise<void>): Promise<void> {
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    await sql`LOCK TABLE ${sql.table(table)} IN ACCESS EXCLUSIVE MODE`.execute(tx);
    await work();
  });
}

test('a database that hangs: pages end in the honest page, kept pages and health go on, it recovers by itself', async () => {
  const { cookie, page } = await visitor();
  const kept = await get(portal, procedure);
  expect(kept.status).toBe(200);
  line.mood = 'hang';
  const started = Date.now();
  honest(await get(portal, page, cookie), 'ただいまお受けできません');
  expect(Date.now() - started).toBeLessThan(60_000);
  // Longer than definitions are believed without asking: the last answer still holds.
  expect((await get(portal, procedure)).status).toBe(200);
  expect((await get(portal, '/healthz')).status).toBe(200);
  line.mood = 'pass';
  await recovered(page, cookie);
});

test('a database that is gone: the same page at once, also for what was sent; API and autosave get what they can read', async () => {
  const { cookie, page } = await visitor();
  line.mood = 'refuse';
  honest(await get(portal, page, cookie), 'ただいまお受けできません');
  const sent = await form(portal, page, { _action: 'next' }, cookie);
  honest(sent, 'ただいまお受けできません');
  expect(sent.body).toContain('同じボタンをもう一度');
  expect((await get(portal, procedure)).status).toBe(200);
  line.mood = 'pass';
  await recovered(page, cookie);
});

test('a slow statement and a pool without a free connection: the honest page, no connection is lost by it', async () => {
  const { cookie, page } = await visitor();
  await blocking('drafts', async () => {
    const all = Array.from({ length: 6 }, () => get(portal, page, cookie));
    // Meanwhile a kept page needs nobody.
    expect((await get(portal, procedure)).status).toBe(200);
    for (const answer of await Promise.all(all)) honest(answer, 'ただいまお受けできません');
  });
  await recovered(page, cookie);
  expect(db.pool.waitingCount).toBe(0);
});

test('more work than fits: newcomers wait first, who has a form under way comes in; nothing waits in line unseen', async () => {
  // With patience: nobody leaves the line before it is looked at.
  const patient = createDatabase({
    url: zoneUrl(city.adminUrl, 'portal', testPassword),
    max: 3,
    statementTimeout: 100_000,
    patience: 100_000,
    onError: () => undefined,
  });
  const full = await createTestSite('portal', patient, {
    filesDir: folder,
    settings: { REQUESTS_AT_ONCE: '10' },
  });
  await full.app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { cookie, page } = await visitor(full);
    const all: Promise<Raw>[] = [];
    const answers: Raw[] = [];
    const enter = () => {
      const asked = get(full, page, cookie);
      all.push(asked);
      void asked.then((answer) => answers.push(answer));
    };
    await blocking('drafts', async () => {
      // Six places of ten are for everybody; the pool's line closes the door to newcomers even earlier.
      for (let n = 0; n < 6; n++) enter();
      await expect.poll(() => patient.pool.waitingCount, { timeout: 60_000 }).toBe(3);
      honest(await get(full, '/verify'), 'ただいま混み合っています');
      for (let n = 0; n < 8; n++) enter();
      await expect.poll(() => answers.length, { timeout: 60_000 }).toBe(4);
      for (const answer of answers) honest(answer, 'ただいま混み合っています');
      await expect.poll(() => patient.pool.waitingCount, { timeout: 60_000 }).toBe(7);
      expect((await get(full, '/healthz')).status).toBe(200);
      expect(answers).toHaveLength(4);
    });
    // Who came in is served when the line moves on.
    const served = (await Promise.all(all)).filter((one) => one.status === 200);
    expect(served).toHaveLength(10);
    await expect.poll(async () => (await get(full, '/verify')).status, { timeout: 60_000 }).toBe(200);
  } finally {
    await full.app.close();
    await patient.close();
  }
});
