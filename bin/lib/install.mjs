import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { alone, hasHome, hashOf, inRoot, readStamp, writeStamp } from './files.mjs';
import { findNode } from './node24.mjs';
import { run } from './run.mjs';
import { say, seconds, Trouble } from './say.mjs';

const STAMP = inRoot('node_modules/.madoguchi-stamp');

/** What decides which packages are installed; a changed script or version number does not. */
function wanted() {
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = manifest;
  const decisive = JSON.stringify([
    dependencies,
    devDependencies,
    optionalDependencies,
    overrides,
    allowScripts,
  ]);
  return hashOf([inRoot('package-lock.json')], decisive, process.platform, process.arch);
}

function npmEnvironment() {
  const env = { ...process.env, npm_config_update_notifier: 'false' };
  // Settings of the npm that runs us are not meant for the npm that we run.
  for (const name of Object.keys(env))
    if (/^npm_(lifecycle|package)_|^npm_config_(dry_run|omit|include|production|global)$/.test(name))
      delete env[name];
  if (!hasHome()) {
    env.HOME = inRoot('.cache/home');
    env.npm_config_cache = inRoot('.cache/npm');
    env.npm_config_userconfig = inRoot('.cache/home/.npmrc');
  }
  return env;
}

/** The npm that started us, else the one on the path. */
async function npm(args) {
  const own = process.env.npm_execpath;
  const options = { env: npmEnvironment(), quiet: true };
  if (own && /npm-cli\.js$/.test(own) && existsSync(own))
    return run(process.env.npm_node_execpath ?? process.execPath, [own, ...args], options);
  return run('npm', args, options);
}

async function install() {
  const flags = ['--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const fresh = ['ci', ...flags];
  // Changes what differs; a running server keeps the files it has open.
  const update = ['install', '--no-save', ...flags];
  const order = existsSync(inRoot('node_modules')) ? [update, fresh] : [fresh, update];
  let told = '';
  for (const args of order) {
    const { code, output } = await npm(args);
    if (code === 0) return;
    told = output;
  }
  throw new Trouble(
    `部品を取り込めませんでした。ネットワークと空き容量を確かめて、もう一度お試しください。`,
    `npm could not install the packages. Check the network and free space, then try again:\n${told.trim().split('\n').slice(-15).join('\n')}`,
  );
}

/** npm 10 drops node_modules/.bin/node when it skips the Node of another platform: both have that name. */
function linkNode(node) {
  const link = inRoot('node_modules/.bin/node');
  if (node.includes('node_modules') && !existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(`../node-${process.platform}-${process.arch}/bin/node`, link);
  }
}

/** Packages as the lockfile says; returns the Node to run everything with. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Trouble(
      `Node.js 20 以上で起動してください（いまは ${process.version}）。`,
      `Start with Node.js 20 or newer (this is ${process.version}).`,
    );
  if (readStamp(STAMP) !== wanted())
    await alone('install', async () => {
      if (readStamp(STAMP) === wanted()) return;
      const since = Date.now();
      say(
        '必要な部品を取り込んでいます（初回は 1 分ほど）…',
        'Installing packages (about a minute the first time) …',
      );
      await install();
      linkNode(findNode());
      writeStamp(STAMP, wanted());
      say(`部品がそろいました（${seconds(since)}）`, 'Packages are ready');
    });
  return findNode();
}
