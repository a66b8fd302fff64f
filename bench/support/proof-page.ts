/** docs/proof/<topic>.md of a bench that stands alone: what came out, with commit and machine. Only of full runs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { type Outcome, reached } from './figures.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** `npm run proof` sets MADOGUCHI_PROOF; a run by hand writes nothing. */
export function writeProof(title: string, lead: string, { bench, figures, method }: Outcome): void {
  if (process.env.MADOGUCHI_PROOF !== 'full') return;
  const rows = figures.map((figure) => {
    const wanted = figure.target && `${figure.target.at === 'least' ? '≥' : '≤'} ${figure.target.value}`;
    const spread = figure.spread?.map((each) => each.toFixed(2)).join(' – ');
    return `| ${figure.name} | ${figure.value.toFixed(2)} | ${wanted ?? ''} | ${spread ?? ''} | ${wanted === undefined ? '' : reached(figure) ? 'reached' : '**missed**'} |`;
  });
  const file = path.join(root, 'docs/proof', `${bench}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `# ${title}

Written by \`npm run proof -- ${bench}\`; ${lead}

| | |
| --- | --- |
| commit | \`${execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()}\` |
| date | ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC |
| machine | ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB |
| Node | ${process.version} |
| load (1 minute) afterwards | ${loadavg()[0]!.toFixed(1)} |

| figure | reached | wanted | rounds | |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${[...method, ...figures.flatMap(({ name, detail }) => (detail === undefined ? [] : [`${name}: ${detail}`]))].map((line) => `- ${line}`).join('\n')}
`,
  );
  console.log(path.relative(root, file));
}
