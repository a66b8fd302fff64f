/**
 * Acceptance 6 of issue 4 at full size: `npm run proof -- concurrent-edits` (200 people, 50 records, five minutes; STORM_PEOPLE,
 * STORM_RECORDS, STORM_SECONDS for others). Runs the same code as the reduced test and writes docs/proof/concurrent-edits.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writePage } from './support/proof-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const report = path.join(mkdtempSync(path.join(tmpdir(), 'madoguchi-proof-')), 'concurrent-edits.json');
const sizes = { STORM_PEOPLE: '200', STORM_RECORDS: '50', STORM_SECONDS: '300' };
const run = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'db', 'src/core/entries/concurrent-edits.db.test.ts'],
  ],
  { cwd: root, stdio: 'inherit', env: { ...sizes, ...process.env, STORM_REPORT: report } },
);
if (run.status !== 0) process.exit(run.status ?? 1);

interface Report {
  people: number;
  count: number;
  seconds: number;
  edits: number;
  merged: number;
  conflicts: number;
  undone: number;
  problems: number;
}
const found = JSON.parse(readFileSync(report, 'utf8')) as Report;
writePage(
  'concurrent-edits',
  'Concurrent edits',
  `Issue 4, acceptance 6. ${found.people} people change the same ${found.count} records at random for ${found.seconds} s: texts, numbers, lines,
from what they saw last, and take changes back. Afterwards every record is walked back through its whole history.`,
  [
    ['changes acknowledged', String(found.edits)],
    ['of them from an older revision, merged with what others changed', String(found.merged)],
    ['overlapping, answered with both values', String(found.conflicts)],
    ['changes taken back', String(found.undone)],
    ['changes a second', (found.edits / found.seconds).toFixed(0)],
    ['lost updates, values the history does not explain, revisions missing', String(found.problems)],
  ],
);
