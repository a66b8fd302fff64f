/** docs/proof/<topic>.md: figures with commit and machine. Written by `npm run proof` only; a run by hand prints them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export function writePage(topic: string, title: string, lead: string, rows: [string, string][]): void {
  const git = ['rev-parse', '--short=12', 'HEAD'];
  const all = [
    ['commit', `\`${execFileSync('git', git, { cwd: root, encoding: 'utf8' }).trim()}\``],
    ['date', `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    [
      'machine',
      `${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} afterwards`,
    ],
    ['Node', process.version],
    ...rows,
  ];
  const table = all.map(([name, value]) => `| ${name} | ${value!.trim()} |`).join('\n');
  console.log(table);
  if (process.env.MADOGUCHI_PROOF !== 'full') return;
  const file = path.join(root, 'docs/proof', `${topic}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `# ${title}\n\nWritten by \`npm run proof -- ${topic}\`. ${lead}\n\n| | |\n| --- | --- |\n${table}\n`,
  );
  console.log(path.relative(root, file));
}
