#!/usr/bin/env node
/** `npm run proof -- <topic>`: the published figures and the long journeys, at full size. */
import { existsSync, readdirSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { become, environment } from './lib/run.mjs';
import { main, say, Trouble } from './lib/say.mjs';

/** Topic to file: bench/<topic>.ts and e2e/proof-<topic>.ts. */
function topics() {
  const list = (folder, shape) =>
    (existsSync(inRoot(folder)) ? readdirSync(inRoot(folder)) : []).flatMap((name) => {
      const topic = shape.exec(name)?.[1];
      return topic ? [[topic, `${folder}/${name}`]] : [];
    });
  return new Map([...list('bench', /^([a-z][\w-]*)\.ts$/), ...list('e2e', /^proof-([\w-]+)\.ts$/)].sort());
}

/** What looks at pages in a browser. */
const inBrowser = (file) =>
  file.startsWith('e2e/') ||
  ['bench/first-journey.ts', 'bench/form-update.ts', 'bench/long-table.ts'].includes(file);

await main(async () => {
  const [topic, ...rest] = process.argv.slice(2);
  const known = topics();
  const file = known.get(topic);
  if (file === undefined) {
    console.log(
      `npm run proof -- <topic>\n\n${[...known].map(([name, path]) => `  ${name.padEnd(20)} ${path}`).join('\n')}`,
    );
    if (topic === undefined) return;
    throw new Trouble(`「${topic}」という題目はありません。`, `There is no topic ${topic}.`);
  }
  const node = await ensureInstalled();
  await ensureBuilt(node);
  if (inBrowser(file)) await ensureChromium();
  say(`${topic} を実寸で確かめます…`, `Proving ${topic} at full size …`);
  become(node, [inRoot(file), ...rest], environment(node, { MADOGUCHI_PROOF: 'full' }));
});
