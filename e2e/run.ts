/** Runs every journey against one whole city; prints what was found and writes the counts for `npm test`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Findings, openBrowser } from './support/browser.ts';
import { startCity } from './support/city.ts';
import type { Journey, Stage } from './support/journey.ts';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'e2e/output');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const wanted = process.argv.slice(2);
const files = readdirSync(path.join(import.meta.dirname, 'journeys'))
  .filter((name) => name.endsWith('.journey.ts'))
  .sort();
const findings = new Findings();
const city = await startCity(output);
const browser = await openBrowser();
let passed = 0;
const failures: string[] = [];
try {
  for (const file of files) {
    const { default: journeys } = (await import(path.join(import.meta.dirname, 'journeys', file))) as {
      default: Journey[];
    };
    for (const journey of journeys) {
      const name = `${file.replace('.journey.ts', '')}: ${journey.name}`;
      if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
      const before = findings.axe.length + findings.errors.length;
      const stage: Stage = { city, browser, findings, output };
      const started = performance.now();
      try {
        await journey.run(stage);
        const found = [...findings.axe, ...findings.errors].length - before;
        if (found > 0) throw new Error(`${found} accessibility or script findings, listed below`);
        passed += 1;
        console.log(`ok    ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failures.push(name);
        console.log(
          `FAIL  ${name}\n      ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 8).join('\n      ') : String(error)}`,
        );
      }
    }
  }
} finally {
  await browser.close();
  await city.stop();
}
for (const line of [...findings.axe, ...findings.errors]) console.log(`finding ${line}`);
console.log(`${findings.pages} pages looked at, screenshots under e2e/output/screens`);
mkdirSync(path.join(root, 'build'), { recursive: true });
writeFileSync(
  path.join(root, 'build/e2e.json'),
  JSON.stringify({ passed, failed: failures.length, failures }),
);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
