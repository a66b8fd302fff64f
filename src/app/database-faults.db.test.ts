/**
 * Acceptance 2 of issue 3 at reduced size: the disk of the database is full, or fails when it is to keep something. Full
 * size: `npm run proof -- database-faults`.
 */
import './route-matrix.environment.ts';
import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createRegisters } from '#core/registers.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { canary, typedFor } from '../../e2e/support/canary.ts';
import { appOf } from '../../e2e/support/fill.ts';
import { type FaultyCity, openFaultyCity } from './faulty-city.testing.ts';
import { allHandlers } from './handlers.server.ts';
import { expectLostJobs, selectKept, selectWhole, switchWal } from './pressing.sql.ts';
import { type Answer, isReceipt, press, pressedApp, type Ready, readyToPress } from './pressing.testing.ts';
import { inRoot } from './root.server.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: FaultyCity;
let portal: TestSite;
let origin: string;
let port: number;
const ends: (() => unknown)[] = [];
/** Who was shown a receipt, and where it led. */
const acknowledged = new Map<Ready, string>();

beforeAll(async () => {
  city = await openFaultyCity();
  ends.push(() => city.close());
  console.log(
    city.mounted
      ? 'disk full: a file system of 400 MB, really filled'
      : 'disk full: this process may not mount; the server’s system calls that make files longer answer ENOSPC instead',
  );
  portal = await createTestSite('portal', city.portal, {
    filesDir: path.join(city.data, 'files'),
    settings: { MADOGUCHI_MUNICIPALITY: city.code },
  });
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
  ends.push(() => portal.app.close());
  port = (portal.app.server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
  const log = createLog('silent', 'test');
  const pdf = createPdf();
  const relay = await startRelay({
    db: city.worker,
    log,
    municipalities: async () => [city.code],
    handlers: allHandlers({
      config: city.admin.config,
      log,
      keyring: portal.keyring,
      files: portal.files,
      registers: createRegisters({}),
      pdf,
      portalOrigin: origin,
    }),
  });
  ends.push(
    () => pdf.close(),
    () => relay.stop(),
  );
});
afterEach(async () => {
  city.free();
  city.fail(null);
  await expect.poll(readyz, { timeout: 60_000 }).toMatchObject({ status: 200 });
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const ready = (tag: string) => readyToPress(origin, city, tag);
const readyz = async () => {
  const answer = await fetch(`${origin}/readyz`);
  return { status: answer.status, text: await answer.text() };
};

/** What `madoguchi doctor` prints, as an operator runs it beside the city. */
async function doctor(): Promise<string> {
  const env = { ...process.env, MADOGUCHI_MODE: 'demo', MADOGUCHI_DATA: city.data };
  const run = promisify(execFile)(process.execPath, [inRoot('src/app/cli.ts'), 'doctor'], { env });
  return (await run.catch((error: { stdout: string }) => error)).stdout;
}

/** Presses; what comes back is a receipt or the honest page, and nothing else. */
async function pressHonestly(one: Ready): Promise<Answer | null> {
  const answer = await press(one, port);
  if (isReceipt(answer)) acknowledged.set(one, answer!.to.replace(/\?.*/, ''));
  else {
    expect(answer?.status).toBe(503);
    expect(answer?.text).toContain('ただいまお受けできません');
    expect(answer?.text).toContain('なくなりません');
    expect(answer?.text).not.toMatch(/ENOSPC|No space|PANIC|pg_wal|Input\/output/);
  }
  return answer;
}

/** All is as before the fault: everybody who presses (again) gets a receipt, the same as before, and one application. */
async function goesOn(people: readonly Ready[]): Promise<void> {
  await expect.poll(readyz, { timeout: 60_000 }).toMatchObject({ status: 200 });
  for (const one of people) {
    const before = acknowledged.get(one);
    if (before !== undefined)
      expect(await selectKept(city.admin.db, city.code, one.draft)).toEqual({ applications: 1, messages: 1 });
    await expect.poll(async () => isReceipt(await pressHonestly(one)), { timeout: 60_000 }).toBe(true);
    if (before !== undefined) expect(acknowledged.get(one)).toBe(before);
    expect(await selectKept(city.admin.db, city.code, one.draft)).toEqual({ applications: 1, messages: 1 });
  }
}

test('the disk is full: what people send is refused honestly, what was kept stays, and with room all goes on by itself', async () => {
  const people = [await ready('full-1'), await ready('full-2')];
  const typist = people[0]!.web;
  const page = `/drafts/${people[0]!.draft}/pages/about-you`;
  const { answers: given } = canary('full-1');
  const typed = typedFor(appOf(pressedApp), 'about-you', given);
  city.fill();
  const answers: number[] = [];
  // What fits into pages that are there already is kept; soon the tables have to grow.
  for (let tries = 0; tries < 200 && !answers.includes(503); tries++)
    answers.push((await typist.post(page, { ...typed, _action: ['save'] })).status);
  expect(answers.at(-1)).toBe(503);
  expect(await readyz()).toEqual({ status: 200, text: expect.stringContaining('full') });
  expect((await typist.get('/procedures')).status).toBe(200);
  for (const one of people) await pressHonestly(one);
  expect(await doctor()).toContain('空きがありません');
  city.free();
  expect((await typist.get(page)).body).toContain('鶯谷');
  await goesOn(people);
  expect(await doctor()).toContain('○ データベースへの書き込み');
});

test('no room for the log of changes: the server ends, says why, and is started again when there is room', async () => {
  const people = [await ready('log-1'), await ready('log-2')];
  city.fill();
  const from = city.said.length;
  const said = () => city.said.slice(from).join();
  // The server may end before it has answered.
  for (let tries = 0; tries < 12 && said() === ''; tries++) {
    await switchWal(city.admin.db).catch(() => undefined);
    for (const one of people) await pressHonestly(one);
  }
  await expect.poll(said, { timeout: 60_000 }).toContain('空きがありません');
  // It may come up in between, on the little that it gave back itself when it fell.
  for (const one of people) await pressHonestly(one);
  city.free();
  await goesOn(people);
  expect(said()).toContain('動き出しました');
});

test('fsync fails: nothing is acknowledged that the disk did not take; the server is started again when the disk works', async () => {
  const people = [await ready('sync-1'), await ready('sync-2')];
  const from = city.said.length;
  city.fail('EIO');
  for (const one of people) expect((await pressHonestly(one))?.status).toBe(503);
  await expect.poll(() => city.said.slice(from).join(), { timeout: 60_000 }).toContain('書き込みに失敗');
  expect(await readyz()).toMatchObject({ status: 503, text: expect.stringContaining('the database') });
  city.fail(null);
  await goesOn(people);
});

test('after all of it and kill -9: every receipt is one application, one audited act and one case', async () => {
  city.killServer();
  await pause(100);
  await goesOn([...acknowledged.keys()]);
  const n = acknowledged.size;
  expect(n).toBeGreaterThanOrEqual(6);
  await expectLostJobs(city.admin.db, city.code);
  await expect
    .poll(() => selectWhole(city.admin.db, city.code), { timeout: 60_000 })
    .toEqual({ applications: n, audited: n, undelivered: 0, cases: n, begun: n });
});
