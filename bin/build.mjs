#!/usr/bin/env node
/** `npm run build`: builds, whether needed or not. */
import { build } from './lib/build.mjs';
import { alone } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  const node = await ensureInstalled();
  await alone('build', () => build(node));
});
