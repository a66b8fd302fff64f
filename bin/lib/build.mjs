import { existsSync, readdirSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import { alone, filesBelow, hashOf, inRoot, readStamp, writeStamp } from './files.mjs';
import { environment, run } from './run.mjs';
import { say, seconds, Trouble } from './say.mjs';

const STAMP = inRoot('build/.madoguchi-stamp');

function wanted() {
  const configs = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'site.config.ts',
  ];
  const vite = [
    'react-router.config.ts',
    'vite.config.ts',
    'vite.browser.config.ts',
    'vite.field.config.ts',
    'scripts/vite',
    'public',
  ];
  const files = filesBelow('src', ...configs, ...vite).filter(
    (file) => !/\.(test|testing)\.tsx?$|\.md$/.test(file),
  );
  return hashOf(files);
}

function steps(node) {
  const tool = (name) => inRoot('node_modules/.bin', name);
  const site = (name) => ({
    name,
    args: [tool('react-router'), 'build', '--logLevel', 'warn'],
    env: environment(node, { MADOGUCHI_SITE: name, NODE_ENV: 'production' }),
  });
  const browserFiles = existsSync(inRoot('src/app/browser')) ? readdirSync(inRoot('src/app/browser')) : [];
  const browser = {
    name: 'browser',
    args: [tool('vite'), 'build', '--config', 'vite.browser.config.ts', '--logLevel', 'warn'],
    env: environment(node, { NODE_ENV: 'production' }),
  };
  const hasBrowser = browserFiles.some(
    (file) => ['.ts', '.css'].includes(extname(file)) && !file.includes('.test.'),
  );
  const field = {
    name: 'field',
    args: [tool('vite'), 'build', '--config', 'vite.field.config.ts', '--logLevel', 'warn'],
    env: environment(node, { NODE_ENV: 'production' }),
  };
  return [site('portal'), site('staff'), field, ...(hasBrowser ? [browser] : [])];
}

/** Builds all of them at once; each says how long it took. */
export async function build(node) {
  const hash = wanted();
  rmSync(STAMP, { force: true });
  const results = await Promise.all(
    steps(node).map(async ({ name, args, env }) => {
      const since = Date.now();
      const result = await run(node, args, { env, quiet: true });
      if (result.code === 0) say(`${name} を組み立てました（${seconds(since)}）`, `Built ${name}`);
      if (result.output.trim() !== '') console.log(result.output.trim());
      return { name, ...result };
    }),
  );
  const failed = results.filter(({ code }) => code !== 0).map(({ name }) => name);
  if (failed.length > 0)
    throw new Trouble(
      `${failed.join('、')} を組み立てられませんでした。`,
      `Could not build ${failed.join(', ')}.`,
    );
  writeStamp(STAMP, hash);
}

export async function ensureBuilt(node) {
  if (readStamp(STAMP) === wanted()) return;
  await alone('build', async () => {
    if (readStamp(STAMP) === wanted()) return;
    say('画面を組み立てています…', 'Building the pages …');
    await build(node);
  });
}
