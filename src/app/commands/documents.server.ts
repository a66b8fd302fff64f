/** Files that are written from the code and committed: JSON Schemas of definitions, the table of settings. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packSchemas } from '#core/packs.server';
import { settingsTable } from '#platform/config.server';
import { inRoot } from '../root.server.ts';
import { readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

/** File (from the project's folder) to what it must hold. */
export function writtenFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [kind, schema] of Object.entries(packSchemas()))
    files.set(`packs/schema/${kind}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
  files.set('docs/operating/configuration.md', configurationPage());
  return files;
}

export async function runSchema(words: string[]): Promise<void> {
  await write(words, (file) => file.startsWith('packs/'));
}

export async function runConfig(words: string[]): Promise<void> {
  const [verb, ...rest] = words;
  if (verb !== 'table') throw wrongUse('config table と書いてください。', 'Write: config table.');
  await write(rest, (file) => file.startsWith('docs/'));
}

async function write(words: string[], wanted: (file: string) => boolean): Promise<void> {
  const check = readWords(words, { check: { type: 'boolean' } }).flag('check');
  for (const [file, text] of writtenFiles()) {
    if (!wanted(file)) continue;
    const place = inRoot(file);
    if ((await readFile(place, 'utf8').catch(() => '')) === text) continue;
    if (check)
      throw new Trouble(
        `${file} が古くなっています。`,
        `${file} is stale: run madoguchi schema, madoguchi config table.`,
      );
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
    console.log(file);
  }
}

function configurationPage(): string {
  return `# Configuration 設定

All settings are environment variables; \`npm start\` needs none. Written by \`madoguchi config table\` from \`src/platform/config\`; do not edit.

${settingsTable()}

## Processes and what they know

\`madoguchi start\` is a small parent: it brings the database up to date and starts \`portal\`, \`staff\` and \`worker\` (in demo mode also the
simulators of the outside world). The parent alone knows \`MADOGUCHI_SECRET\` and the administrator's \`DATABASE_URL\`; each process gets the
database login of its own zone and a key derived from the secret, from which database passwords cannot be worked out.

To run a process alone (\`madoguchi portal\`, \`madoguchi staff\`, \`madoguchi worker\`), after \`madoguchi migrate\`: set \`MADOGUCHI_SECRET\`, and
\`DATABASE_URL\` either as the administrator (then the zone's login is derived) or already with the login of the zone.

The token of an SMS gateway stands in \`SMS_URL\` as its password: \`https://:token@gateway.example/sms\`.

Exit status 78 means that a setting has to be mended; restarting does not help.
`;
}
