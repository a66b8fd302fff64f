#!/usr/bin/env node
/** `npm test` runs everything; `npm test -- unit e2e` only those parts. The last line is `N passed, N failed`. */
import { ensureBuilt } from './lib/build.mjs';
import { allChecks } from './lib/checks.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, say, seconds, Trouble } from './lib/say.mjs';

process.env.MADOGUCHI_TEST_DATABASE ??= 'discard';
// Every test file and every process of a city compiles the same packages: once is enough.
process.env.NODE_COMPILE_CACHE ??= inRoot('.cache/compiled');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const total = { passed: 0, failed: 0 };
const lines = [];

function count(name, { passed, failed, skipped = 0, told = '' }, since) {
  total.passed += passed;
  total.failed += failed;
  if (told.trim() !== '') console.log(told.trim());
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  lines.push(
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(14)} ${passed} passed, ${failed} failed${left} (${seconds(since)})`,
  );
  console.log(lines.at(-1));
}

/** Something the tests stand on. Where it fails, the rest still runs and says more. */
async function prepare(name, work) {
  const since = Date.now();
  try {
    return await work();
  } catch (error) {
    count(
      name,
      { passed: 0, failed: 1, told: error instanceof Trouble ? error.message : String(error.stack) },
      since,
    );
    return undefined;
  }
}

await main(async () => {
  const node = await prepare('install', ensureInstalled);
  if (node) {
    const checks = allChecks().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    if (checks.some(({ name }) => name === 'e2e')) {
      await prepare('chromium', ensureChromium);
      await prepare('build', () => ensureBuilt(node));
    }
    // Most of the small ones use one processor: two at a time, before those that use all there is.
    const small = checks.filter(({ beside }) => beside);
    const large = checks.filter(({ beside }) => !beside);
    let begun = 0;
    const through = async (waiting) => {
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
        begun += 1;
        say(`[${begun}/${checks.length}] ${check.ja}`, check.name);
        const since = Date.now();
        count(check.name, await check.work(node), since);
      }
    };
    await Promise.all([through(small), through(small)]);
    await through(large);
  }
  console.log(`\n${lines.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
});
