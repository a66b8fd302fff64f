/**
 * `npm run proof -- soak`: 30 minutes (SOAK_MINUTES) of mixed traffic at half of what the machine was measured to carry, two
 * processes of each site behind a balancer. Watches memory, connections, locks and the age of the outbox; nothing may grow
 * without end. Writes docs/proof/soak.md.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '#platform/config.server';
import { selectBacklog } from '#platform/outbox.server';
import { openAdmin } from '../src/app/admin.server.ts';
import { expectAllArrived } from './support/arrived.ts';
import { startBalancedCity } from './support/balanced-city.ts';
import { heapOf } from './support/heap.ts';
import { writePage } from './support/proof-page.ts';
import { type Counts, quantile, startTraffic } from './support/traffic.ts';
import { type Seen, selectSeen } from './support/watch.sql.ts';

const root = path.resolve(import.meta.dirname, '..');
const minutes = Number(process.env.SOAK_MINUTES ?? 30);
const city = await startBalancedCity(path.join(root, 'build/soak'));
const admin = await openAdmin(
  readConfig({ MADOGUCHI_MODE: 'demo', MADOGUCHI_DATA: city.dataDir }),
  () => undefined,
);
const crowd = { portal: city.portal.origin, staff: city.staff.origin, readers: 6, applicants: 4, clerks: 2 };

interface Sample {
  minute: number;
  megabytes: Record<string, number>;
  seen: Seen;
  outboxWaiting: number;
  outboxSeconds: number;
}

/** What each process keeps after a collection, in megabytes. Resident memory alone tells little: it grows as far as it is let. */
async function heaps(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const { name, pid, inspector } of city.pids()) all[name] = await heapOf(pid, inspector);
  return all;
}

/** Linux only, as the proof machine is. */
const megabytesOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function sample(minute: number): Promise<Sample> {
  const { waiting, oldest } = await admin.asZone('worker').tenant(city.municipality, 'worker', selectBacklog);
  return {
    minute,
    megabytes: Object.fromEntries(city.pids().map(({ name, pid }) => [name, megabytesOf(pid)])),
    seen: await selectSeen(admin.db),
    outboxWaiting: waiting,
    outboxSeconds: oldest,
  };
}
const perSecond = (counts: Counts, seconds: number) => counts.requests / seconds;

try {
  // What the machine carries: the same crowd without pauses. Pauses then make it half of that, less the time of the answers.
  const measuring = Math.min(60, minutes * 12);
  const flatOut = startTraffic({ ...crowd, pauseMs: 0 });
  await sleep(measuring * 1000);
  const capacity = perSecond(await flatOut.stop(), measuring);
  const people = crowd.readers + crowd.applicants + crowd.clerks;
  const pauseMs = Math.round((2 * people * 1000) / capacity);

  const traffic = startTraffic({ ...crowd, pauseMs });
  const samples: Sample[] = [];
  const started = Date.now();
  const every = Math.min(60_000, minutes * 5_000);
  // The first third warms up: caches fill.
  let warm: Record<string, number> | undefined;
  while (Date.now() - started < minutes * 60_000) {
    await sleep(every);
    samples.push(await sample((Date.now() - started) / 60_000));
    if (warm === undefined && Date.now() - started > minutes * 20_000) warm = await heaps();
  }
  const seconds = (Date.now() - started) / 1000;
  const counts = await traffic.stop();
  const last = await heaps();
  for (let tries = 0; tries < 60 && (await sample(0)).outboxWaiting > 0; tries++) await sleep(1_000);
  const left = (await sample(0)).outboxWaiting;
  await expectAllArrived(city.staff.origin, counts.receipts.slice(-100));

  // The last quarter against the second one; the first warms up.
  const quarter = Math.max(1, samples.length >> 2);
  const mean = (some: Sample[], name: string) =>
    some.reduce((sum, one) => sum + (one.megabytes[name] ?? 0), 0) / Math.max(1, some.length);
  const growth = Object.keys(samples[0]?.megabytes ?? {}).map((name) => {
    const before = mean(samples.slice(quarter, 2 * quarter), name);
    return { name, before, after: mean(samples.slice(-quarter), name) };
  });
  const most = (pick: (one: Sample) => number) => Math.max(...samples.map(pick));
  const kept = Object.entries(last).map(([name, after]) => ({ name, before: warm?.[name] ?? 0, after }));
  const steady =
    growth.every(({ before, after }) => after < before * 1.25 + 30) &&
    kept.every(({ before, after }) => after < before * 1.15 + 5);
  writePage(
    'soak',
    'Soak',
    `${minutes} minutes of mixed traffic: people who read, apply, and clerks who look.`,
    [
      [
        'capacity measured, traffic kept up (requests a second)',
        `${capacity.toFixed(0)}, ${perSecond(counts, seconds).toFixed(0)}`,
      ],
      ['requests, applications with a receipt', `${counts.requests}, ${counts.receipts.length}`],
      [
        'answers by status',
        Object.entries(counts.statuses)
          .map(([each, n]) => `${each}: ${n}`)
          .join(', '),
      ],
      ['failed', `${counts.failures.length} ${counts.failures.slice(0, 3).join('; ')}`],
      [
        'milliseconds: median, 95, 99 of 100',
        [0.5, 0.95, 0.99].map((part) => quantile(counts.milliseconds, part).toFixed(0)).join(', '),
      ],
      ...growth.map(({ name, before, after }): [string, string] => [
        `memory of ${name}, second quarter → last (MB)`,
        `${before.toFixed(0)} → ${after.toFixed(0)}`,
      ]),
      ...kept.map(({ name, before, after }): [string, string] => [
        `kept by ${name} after a collection, after a third → at the end (MB)`,
        `${before.toFixed(1)} → ${after.toFixed(1)}`,
      ]),
      ['database connections, at most', String(most(({ seen }) => seen.connections))],
      ['waiting for locks, at most', String(most(({ seen }) => seen.waitingForLocks))],
      ['idle in a transaction above 10 s, at most', String(most(({ seen }) => seen.idleInTransaction))],
      ['longest transaction seen (s)', most(({ seen }) => seen.longestSeconds).toFixed(1)],
      [
        'outbox: waiting, oldest in seconds, at most; left at the end',
        `${most((one) => one.outboxWaiting)}, ${most((one) => one.outboxSeconds)}; ${left}`,
      ],
    ],
  );
  process.exitCode = counts.failures.length === 0 && left === 0 && steady ? 0 : 1;
} finally {
  await admin.close();
  await city.stop();
}
