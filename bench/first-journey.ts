/**
 * The published figures of the first whole journey (issue 2, acceptance 8), one run: every bench in a process of its own,
 * one after the other, and docs/proof/first-journey.md with what came out. `npm run proof -- first-journey`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { type Figure, type Outcome, reached, type Share, sayFigure } from './support/figures.ts';

const root = path.resolve(import.meta.dirname, '..');
const report = path.join(root, 'docs/proof/first-journey.md');
const benches: [name: string, ...args: string[]][] = [
  ['pages'],
  ['submission'],
  ['pdf'],
  ['form-update', '--browser'],
];

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-first-journey-'));
const load = () => loadavg()[0]!.toFixed(1);
const started = new Date();
const loads = [load()];
const outcomes: Outcome[] = [];
const silent: string[] = [];
try {
  for (const [name, ...args] of benches) {
    console.log(`\n── bench/${name}.ts (load ${load()})`);
    // The exit code says whether targets were reached; what counts here is whether figures came.
    spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`), ...args], {
      stdio: 'inherit',
      env: { ...process.env, MADOGUCHI_BENCH_OUTPUT: folder },
    });
    const file = path.join(folder, `${name}.json`);
    if (existsSync(file)) outcomes.push(JSON.parse(readFileSync(file, 'utf8')) as Outcome);
    else silent.push(name);
    loads.push(load());
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const figures = outcomes.flatMap((outcome) => outcome.figures);
const promised = figures.filter((figure) => figure.target !== undefined);
const missed = promised.filter((figure) => !reached(figure));
mkdirSync(path.dirname(report), { recursive: true });
writeFileSync(report, page());
console.log(
  `\n${path.relative(root, report)}: ${promised.length - missed.length} of ${promised.length} targets reached`,
);
for (const name of silent) console.log(`bench/${name}.ts gave no figures`);
for (const figure of missed) console.log(sayFigure(figure));
if (missed.length > 0 || silent.length > 0) process.exitCode = 1;

function page(): string {
  return `# First whole journey: speed

Written by \`npm run proof -- first-journey\`; issue 2, acceptance 8. Every figure is a ratio to something measured in the
same run, alternating, so that a neighbour's work disturbs both sides.

| | |
| --- | --- |
| commit | ${commit()} |
| date | ${started.toISOString().slice(0, 16).replace('T', ' ')} UTC |
| machine | ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB; load generator and database on the same cores |
| Node | ${process.version} |
| load (1 minute) before, and after each bench | ${loads.join(', ')} |

| figure | reached | wanted | rounds | |
| --- | --- | --- | --- | --- |
${figures.map(row).join('\n')}
${silent.map((name) => `| bench/${name}.ts | no figures | | | |\n`).join('')}
${missed.map(({ name, why }) => (why === undefined ? '' : `**${name}**: missed. ${why}\n\n`)).join('')}${outcomes.map(behind).join('\n')}
## Where the time goes

Processor time of the portal process while it answers, by V8's profiler; waiting counts nowhere.

${outcomes.flatMap(({ shares }) => shares.map(shareTable)).join('\n')}`;
}

function print(unit: Figure['unit'], value: number): string {
  return unit === 'ratio' ? value.toFixed(2) : unit === 'ms' ? `${value.toFixed(1)} ms` : value.toFixed(0);
}

function row(figure: Figure): string {
  const { name, value, unit, spread, target } = figure;
  const label = name.startsWith(' ') ? `· ${name.trim()}` : `**${name}**`;
  const wanted =
    target === undefined
      ? ''
      : `${target.at === 'least' ? '≥' : '≤'} ${target.value}${unit === 'ms' ? ' ms' : ''}`;
  const rounds = spread === undefined ? '' : spread.map((each) => print(unit, each)).join(' – ');
  return `| ${label} | ${print(unit, value)} | ${wanted} | ${rounds} | ${target === undefined ? '' : reached(figure) ? 'reached' : '**missed**'} |`;
}

function behind({ bench, figures: own, method }: Outcome): string {
  return `## bench/${bench}.ts

${method.map((line) => `- ${line}`).join('\n')}
${own.map(({ name, detail }) => (detail === undefined ? '' : `- ${name.trim()}: ${detail}\n`)).join('')}`;
}

function shareTable({ of, rows }: Share): string {
  return `### ${of}

| part | |
| --- | --- |
${rows.map(({ name, part }) => `| ${name} | ${(part * 100).toFixed(1)} % |`).join('\n')}
`;
}

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', 'src', 'packs', 'db', 'package-lock.json') !== '';
    return `\`${git('rev-parse', '--short=12', 'HEAD')}\`${changed ? ', with uncommitted changes' : ''}`;
  } catch {
    return 'not a git clone';
  }
}
