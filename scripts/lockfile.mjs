/**
 * `node scripts/lockfile.mjs` after every change of dependencies (npm 11 or newer).
 *
 * Some packages name one optional package for each platform, and not every registry has all of them.
 * npm then leaves the missing ones out of the lockfile, and `npm ci` refuses it. This adds them, with
 * the platform read from the name, so that installing elsewhere skips or fetches them. They carry no
 * checksum until somebody runs this against a registry that has them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SYSTEM = /(android|darwin|freebsd|linux|openharmony|win32)/;
const CPU = /(arm64|arm|ia32|x64|ppc64|riscv64|s390x|loong64|universal)/;

function platformOf(name) {
  const tail = name.slice(name.lastIndexOf('/') + 1);
  const system = SYSTEM.exec(tail)?.[1];
  const cpu = CPU.exec(tail.slice(tail.indexOf(system ?? '')))?.[1];
  if (!system || !cpu) throw new Error(`${name} is missing in the lockfile, and its name tells no platform`);
  const libc = system !== 'linux' ? undefined : tail.includes('musl') ? 'musl' : 'glibc';
  return { os: [system], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

/** Is `name` found from the folder `at`, looking upwards as Node does? */
function isLocked(packages, at, name) {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

/** Adds what is missing; returns the names. */
export function completeLockfile(lock) {
  const added = [];
  for (const [at, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(lock.packages, at, name)) continue;
      if (!/^\d/.test(version))
        throw new Error(`${name}@${version} of ${at} is missing and not an exact version`);
      const dev = entry.dev ? { dev: true } : {};
      lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...dev, optional: true };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  lock.packages = Object.fromEntries(sorted);
  return added;
}

/** What must not be in a published lockfile. */
export function lockfileFaults(lock, manifest) {
  const faults = [];
  for (const [at, entry] of Object.entries(lock.packages)) {
    if (entry.resolved && !/^https:\/\/registry\.npmjs\.org\//.test(entry.resolved))
      faults.push(`${at}: resolved ${entry.resolved}`);
    if (at !== '' && !entry.optional && !entry.link && !entry.integrity) faults.push(`${at}: no integrity`);
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!isLocked(lock.packages, at, name)) faults.push(`${at}: optional ${name} is missing`);
  }
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
    if (JSON.stringify(sortKeys(lock.packages[''][kind])) !== JSON.stringify(sortKeys(manifest[kind])))
      faults.push(`${kind} differ between package.json and package-lock.json`);
  return faults;
}

const sortKeys = (record = {}) => Object.fromEntries(Object.entries(record).sort());

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(fileURLToPath(import.meta.url), '../..');
  const file = join(root, 'package-lock.json');
  const check = process.argv.includes('--check');
  if (!check)
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
      cwd: root,
      stdio: 'inherit',
    });
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  if (!check) {
    const added = completeLockfile(lock);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`lockfile: ${added.length} optional packages added that this registry lacks`);
  }
  const faults = lockfileFaults(lock, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const fault of faults) console.log(`package-lock.json: ${fault}`);
  console.log(`lockfile: ${Object.keys(lock.packages).length - 1} packages, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}
