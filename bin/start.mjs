#!/usr/bin/env node
/** `npm start`: from a bare clone to a running city hall. */
import { ensureBuilt } from './lib/build.mjs';
import { inRoot } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { become, environment } from './lib/run.mjs';
import { main, say } from './lib/say.mjs';

await main(async () => {
  const node = await ensureInstalled();
  await ensureBuilt(node);
  say('窓口を開けています…', 'Opening the counter …');
  become(node, [inRoot('src/app/cli.ts'), 'start', ...process.argv.slice(2)], environment(node), {
    service: true,
  });
});
