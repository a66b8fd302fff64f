/**
 * Acceptance 1 of issue 3 at full size: `npm run proof -- documents` (1 000 documents; DOCUMENTS=… for another number).
 * Runs the same code as the reduced test and writes docs/proof/documents.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const count = process.env.DOCUMENTS ?? '1000';
const report = path.join(mkdtempSync(path.join(tmpdir(), 'madoguchi-proof-')), 'documents.json');
const run = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'db', 'src/app/documents-under-fire.db.test.ts'],
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DOCUMENTS: count, DOCUMENTS_REPORT: report } },
);
if (run.status !== 0) process.exit(run.status ?? 1);

interface Report {
  count: number;
  issued: number;
  lost: number;
  failures: number;
  seconds: number;
}
const { issued, lost, failures, seconds } = JSON.parse(readFileSync(report, 'utf8')) as Report;
const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
  cwd: root,
  encoding: 'utf8',
}).trim();
writeFileSync(
  path.join(root, 'docs/proof/documents.md'),
  `# Documents under fire

Written by \`npm run proof -- documents\`; issue 3, acceptance 1. ${count} documents made by two worker processes at once, every fifth
rendering cut off by force, one worker killed after a quarter and another started. Every PDF was opened again.

| | |
| --- | --- |
| commit | \`${commit}\` |
| date | ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC |
| machine | ${cpus()[0]?.model.trim()}, ${cpus().length} cores |
| Node | ${process.version} |
| documents issued, signed, each with its own canary and no other | ${issued} |
| 欠番 with a reason (an address no window takes) | ${lost} |
| numbers twice, numbers without an entry | 0, 0 |
| renderings tried again | ${failures} |
| time | ${seconds.toFixed(0)} s, with signatures, forced timeouts and the pauses before tries |
`,
);
