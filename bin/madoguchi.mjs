#!/usr/bin/env node
/** `madoguchi <command>`: the command line, with everything it needs made ready first. */
import { ensureBuilt } from './lib/build.mjs';
import { inRoot } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { become, environment } from './lib/run.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  const node = await ensureInstalled();
  await ensureBuilt(node);
  become(node, [inRoot('src/app/cli.ts'), ...process.argv.slice(2)], environment(node));
});
