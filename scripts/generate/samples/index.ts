/** Writes the samples of the demo pack, then `biome format --write packs`. `node scripts/generate/samples/index.ts` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { sampleFiles } from './files.ts';
import { sampleTexts } from './samples.ts';

const folder = new URL('../../../packs/demo/samples/', import.meta.url);
mkdirSync(new URL('files/', folder), { recursive: true });
const files = Object.entries(await sampleFiles()).map(([name, bytes]) => [`files/${name}`, bytes] as const);
for (const [name, content] of [...Object.entries(sampleTexts()), ...files])
  writeFileSync(new URL(name, folder), content);
console.log(`${Object.keys(sampleTexts()).length} tables, ${files.length} files`);
