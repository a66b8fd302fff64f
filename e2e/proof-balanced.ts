/**
 * `npm run proof -- balanced`: all journeys through a balancer with two processes of each site, then a rolling restart under
 * load with every answer counted. Writes docs/proof/balanced.md. Journeys that kill processes of their own city are left out.
 * BALANCED_JOURNEYS=<part of a name> runs some of them; BALANCED_ROUNDS=<n> restarts everything so often.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectAllArrived } from './support/arrived.ts';
import { startBalancedCity } from './support/balanced-city.ts';
import { writePage } from './support/proof-page.ts';
import { quantile, startTraffic } from './support/traffic.ts';

const root = path.resolve(import.meta.dirname, '..');
const rounds = Number(process.env.BALANCED_ROUNDS ?? 5);
const wanted = process.env.BALANCED_JOURNEYS?.split(',') ?? [
  '200 duplicates',
  'exports',
  'hostile-input',
  'keyboard',
  'other-procedures',
  'protection',
  'school-expense',
  'security-canary',
  'sign-in',
  'staff-pages',
];

const city = await startBalancedCity(path.join(root, 'build/balanced'), 2);
try {
  const status = await new Promise<number>((done) =>
    spawn(process.execPath, [path.join(root, 'e2e/run.ts'), ...wanted], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        E2E_CITY: [city.portal.origin, city.staff.origin, city.simulators, city.logFile].join(','),
      },
    }).once('exit', (code) => done(code ?? 1)),
  );
  const journeys = JSON.parse(readFileSync(path.join(root, 'build/e2e.json'), 'utf8')) as {
    passed: number;
    failed: number;
    failures: string[];
  };
  const traffic = startTraffic({
    ...{ portal: city.portal.origin, staff: city.staff.origin },
    ...{ readers: 4, applicants: 3, clerks: 2, pauseMs: 10 },
  });
  const statuses: (number | null)[] = [];
  for (let round = 0; round < rounds; round++) statuses.push(...(await city.rollingRestart()));
  await sleep(2_000);
  const counts = await traffic.stop();
  const dropped = city.portal.failures() + city.staff.failures();
  await expectAllArrived(city.staff.origin, counts.receipts);
  const clean = statuses.filter((one) => one === 0).length;
  writePage(
    'balanced',
    'Two processes of each site',
    'Two portal and two staff processes behind a balancer (round robin, /readyz every 100 ms), one worker.',
    [
      [
        'journeys in a browser through the balancer',
        `${journeys.passed} passed, ${journeys.failed} failed ${journeys.failures.join(', ')}`,
      ],
      ['processes restarted under load, ended with status 0', `${statuses.length}, ${clean}`],
      ['requests meanwhile', String(counts.requests)],
      [
        'answers by status',
        Object.entries(counts.statuses)
          .map(([each, n]) => `${each}: ${n}`)
          .join(', '),
      ],
      [
        'requests that failed (5xx, broken, dropped)',
        `${counts.failures.length + dropped} ${counts.failures.slice(0, 3).join('; ')}`,
      ],
      ['applications with a receipt, each one case', String(counts.receipts.length)],
      [
        'milliseconds, median and 99 of 100',
        `${quantile(counts.milliseconds, 0.5).toFixed(0)}, ${quantile(counts.milliseconds, 0.99).toFixed(0)}`,
      ],
    ],
  );
  process.exitCode =
    status === 0 && counts.failures.length + dropped === 0 && clean === statuses.length ? 0 : 1;
} finally {
  await city.stop();
}
