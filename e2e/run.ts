/**
 * Runs every journey, prints what was found and writes the counts for `npm test`. Three cities work through the list side by side,
 * two where memory is short: a browser waits as much as it works, and two cities leave a third of two processors idle. A journey has
 * a city to itself.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { folderInMemory } from '../scripts/test/memory.ts';
import { Findings, judged, leftBehind, openBrowser } from './support/browser.ts';
import { startCity } from './support/city.ts';
import type { Journey } from './support/journey.ts';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'e2e/output');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

// A city waits for its disk at every act, and how quick that is, is not what journeys are about: in memory where there is room.
const memory = folderInMemory(6);
if (memory !== undefined) process.env.TMPDIR = memory;

const wanted = process.argv.slice(2);
/** The longest first, so that no lane begins one when the other has nothing left. What is not named here is short. */
const longest = [
  'other-procedures',
  'school-expense',
  'first-app',
  'approval',
  'field',
  'houses',
  'security-canary',
  'rolling-restart',
  'hostile-input',
  'record',
  'patients',
  'access',
  'exports',
  'table',
  'designer',
  'staff-pages',
  'security-once',
  'views',
  'protection',
  'sign-in',
  'import',
];
const rank = (file: string) => {
  const at = longest.indexOf(file.replace('.journey.ts', ''));
  return at < 0 ? longest.length : at;
};
const waiting = readdirSync(path.join(import.meta.dirname, 'journeys'))
  .filter((name) => name.endsWith('.journey.ts'))
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
const alone = wanted.length > 0 || process.env.E2E_CITY !== undefined;
// Each with five processes of its own, a database and pages in the browser: about two gigabytes, and a city more for a while.
const roomy = process.availableMemory() > 10 * 1024 ** 3;
const lanes = alone ? ['city'] : roomy ? ['city-1', 'city-2', 'city-3'] : ['city-1', 'city-2'];
const findings: string[] = [];
const failures: string[] = [];
let [passed, pages] = [0, 0];

const browser = await openBrowser();
// One lane that breaks down does not take the other's city from under it.
const ends = await Promise.allSettled(lanes.map((lane) => work(lane, browser)));
for (const [index, end] of ends.entries()) {
  if (end.status !== 'rejected') continue;
  failures.push(lanes[index]!);
  console.log(`FAIL  ${lanes[index]}\n      ${told(end.reason)}`);
}
await browser.close();
for (const line of findings) console.log(`finding ${line}`);
console.log(
  `${pages} pages looked at in ${judged.size} states judged by axe, screenshots under e2e/output/screens`,
);
mkdirSync(path.join(root, 'build'), { recursive: true });
writeFileSync(
  path.join(root, 'build/e2e.json'),
  JSON.stringify({ passed, failed: failures.length, failures }),
);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;

/** One city, as long as files wait. Journeys of one file follow each other in it. */
async function work(lane: string, browser: Browser): Promise<void> {
  const city = await startCity(path.join(output, lane));
  try {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const { default: journeys } = (await import(path.join(import.meta.dirname, 'journeys', file))) as {
        default: Journey[];
      };
      for (const journey of journeys) {
        const name = `${file.replace('.journey.ts', '')}: ${journey.name}`;
        if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
        const own = new Findings();
        const started = performance.now();
        try {
          await journey.run({ city, browser, findings: own, output });
          const found = own.axe.length + own.errors.length;
          if (found > 0) throw new Error(`${found} accessibility or script findings, listed below`);
          passed += 1;
          console.log(`ok    ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
        } catch (error) {
          failures.push(name);
          const where = await leftBehind(own, output, name);
          console.log(`FAIL  ${name}\n      ${[told(error), ...where].join('\n      ')}`);
        }
        findings.push(...own.axe, ...own.errors);
        pages += own.pages;
      }
    }
  } finally {
    await city.stop();
  }
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split('\n').slice(0, 16).join('\n      ');
}
