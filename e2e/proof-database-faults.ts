/**
 * Acceptance 2 of issue 3 at length: in every round several people press the last button at the same time, and at some
 * moment the database's disk is full, fails to keep what was written, or the server is killed. ROUNDS (60), PEOPLE (6).
 */
process.env.NODE_ENV = 'production';

import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createRegisters } from '#core/registers.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { writePage } from './support/proof-page.ts';

const { openFaultyCity } = await import('../src/app/faulty-city.testing.ts');
const { allHandlers } = await import('../src/app/handlers.server.ts');
const { expectLostJobs, selectKept, selectWhole, switchWal } = await import('../src/app/pressing.sql.ts');
const { isReceipt, press, readyToPress } = await import('../src/app/pressing.testing.ts');
const { createTestSite } = await import('../src/app/testing-site.server.ts');

const rounds = Number(process.env.ROUNDS ?? 60);
const people = Number(process.env.PEOPLE ?? 6);
const kinds = ['full', 'log full', 'fsync', 'killed'] as const;

const city = await openFaultyCity();
const portal = await createTestSite('portal', city.portal, {
  filesDir: path.join(city.data, 'files'),
  settings: { MADOGUCHI_MUNICIPALITY: city.code },
});
await portal.app.listen({ host: '127.0.0.1', port: 0 });
const { port } = portal.app.server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
const log = createLog('silent', 'proof');
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

const told = { receipts: 0, honest: 0, dishonest: 0 };
const back: number[] = [];
const acknowledged = new Map<string, string>();
const wrong: string[] = [];

/** Presses; notes what was said. */
async function pressed(one: Awaited<ReturnType<typeof readyToPress>>): Promise<boolean> {
  const answer = await press(one, port);
  if (isReceipt(answer)) {
    told.receipts++;
    const to = answer!.to.replace(/\?.*/, '');
    const before = acknowledged.get(one.draft);
    if (before !== undefined && before !== to) wrong.push(`another receipt: ${before}, ${to}`);
    acknowledged.set(one.draft, to);
    return true;
  }
  if (answer?.status === 503 && answer.text.includes('なくなりません')) told.honest++;
  else {
    told.dishonest++;
    wrong.push(`said ${answer?.status ?? 'nothing'}`);
  }
  return false;
}

async function strike(kind: (typeof kinds)[number]): Promise<void> {
  if (kind === 'killed') return city.killServer();
  if (kind === 'fsync') return city.fail('EIO');
  city.fill();
  for (let tries = 0; kind === 'log full' && tries < 6; tries++)
    await switchWal(city.admin.db).catch(() => undefined);
}

async function untilReady(): Promise<void> {
  const since = performance.now();
  for (;;) {
    const ok = await fetch(`${origin}/readyz`).then((answer) => answer.ok);
    if (ok) break;
    if (performance.now() - since > 120_000) throw new Error(`never back: ${city.said.slice(-3).join(' ')}`);
    await pause(50);
  }
  back.push((performance.now() - since) / 1000);
}

for (let round = 0; round < rounds; round++) {
  const kind = kinds[round % kinds.length]!;
  console.log(
    `round ${round + 1} of ${rounds}: ${kind} (${told.receipts} receipts, ${told.honest} refusals so far)`,
  );
  const crowd = await Promise.all(
    Array.from({ length: people }, (_, n) => readyToPress(origin, city, `r${round}-${n}`)),
  );
  // Spread over the time that a press takes, the same moments in every run.
  const presses = crowd.map(async (one, n) => {
    await pause((n * 37 + round * 11) % 60);
    return pressed(one);
  });
  await pause((round * 17) % 160);
  await strike(kind);
  await Promise.all(presses);
  for (const one of crowd) await pressed(one);
  city.free();
  city.fail(null);
  await untilReady();
  for (const one of crowd) {
    const before = acknowledged.has(one.draft);
    const kept = await selectKept(city.admin.db, city.code, one.draft);
    if (before && (kept.applications !== 1 || kept.messages !== 1))
      wrong.push(`${kind}: acknowledged and not kept: ${JSON.stringify(kept)}`);
    for (let tries = 0; !(await pressed(one)); tries++) {
      if (tries > 100) throw new Error(`round ${round} (${kind}): not taken in the end`);
      await pause(100);
    }
    const { applications } = await selectKept(city.admin.db, city.code, one.draft);
    if (applications !== 1) wrong.push(`${kind}: ${applications} applications of one draft`);
  }
}
await expectLostJobs(city.admin.db, city.code);
let whole = await selectWhole(city.admin.db, city.code);
for (const until = Date.now() + 180_000; whole.undelivered > 0 && Date.now() < until; await pause(500))
  whole = await selectWhole(city.admin.db, city.code);
const n = acknowledged.size;
for (const [what, value] of Object.entries({ ...whole, undelivered: n - whole.undelivered }))
  if (value !== n) wrong.push(`${what}: ${value}, not ${n}`);

back.sort((a, b) => a - b);
writePage(
  'database-faults',
  'Database: disk full, fsync error, kill -9',
  `${rounds} rounds of ${people} people who press at the same time; full disk of the tables, full disk of the log of changes, failing fsync and kill -9 in turn. ${
    city.mounted
      ? 'A file system of its own was really filled'
      : 'This process may not mount: system calls that make files longer answered ENOSPC'
  }; for fsync the kernel answers EIO to the server (seccomp).`,
  [
    ['people', String(n)],
    [
      'answers',
      `${told.receipts} receipts, ${told.honest} times the honest page, ${told.dishonest} anything else`,
    ],
    ['acknowledged, not kept or kept twice', String(wrong.length)],
    [
      'applications = audited acts = cases',
      `${whole.applications} = ${whole.audited} = ${whole.cases}, undelivered ${whole.undelivered}`,
    ],
    [
      'back after the fault',
      `median ${back[back.length >> 1]?.toFixed(2)} s, longest ${back.at(-1)?.toFixed(2)} s`,
    ],
    ['server started again', String(city.said.filter((line) => line.includes('動き出しました')).length)],
  ],
);
await relay.stop();
pdf.close();
await portal.app.close();
await city.close();
if (wrong.length > 0) {
  console.error([...new Set(wrong)].slice(0, 20).join('\n'));
  process.exit(1);
}
process.exit(0);
