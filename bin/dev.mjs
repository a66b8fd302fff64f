#!/usr/bin/env node
/** `npm run dev`: pages change while you edit. The `development` condition keeps React Router from loading twice. */
import { inRoot } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { become, environment } from './lib/run.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  const node = await ensureInstalled();
  const env = environment(node, { NODE_ENV: 'development' });
  become(node, ['-C', 'development', inRoot('src/app/cli.ts'), 'dev', ...process.argv.slice(2)], env, {
    service: true,
  });
});
