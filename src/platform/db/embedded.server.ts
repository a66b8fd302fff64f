import { spawnSync } from 'node:child_process';
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import {
  canReach,
  databaseRunner,
  postgresHome,
  type Runner,
  SHARED_HOME,
} from './embedded-binaries.server.ts';
import { guardServer } from './embedded-guard.server.ts';
import { processStamp, userRegister, withFileLock } from './embedded-lock.server.ts';
import {
  choosePort,
  launch,
  type Running,
  serverEnvironment,
  stopServer,
  waitWhileStarting,
} from './embedded-process.server.ts';

export interface EmbeddedOptions {
  /** Created when absent. Beside it lie `<dataDir>.log`, `.lock` and `.users`. */
  dataDir: string;
  /** Without it the port of last time, else any free one. */
  port?: number | undefined;
  /** Of the superuser `postgres`; fixed when the data directory is first made. */
  password: string;
  /** False for tests: quick, and lost when the machine loses power. */
  durable: boolean;
  log: (line: string) => void;
  /** Command that runs the server instead of ours, e.g. one under which its disk fails. */
  through?: readonly string[];
}

export interface EmbeddedServer {
  /** Superuser, database `postgres`. */
  url: string;
  port: number;
  /** It was running already: left behind by a killed process, or in use by another one. */
  reused: boolean;
  /** From now on the server is started again when it has ended, on its port, with a line about it; until `stop`. */
  guard(say: (line: string) => void): void;
  /** Leaves the server, and stops it unless another process still uses it. */
  stop(): Promise<void>;
}

/** A real PostgreSQL server from npm, for demonstration, tests and small offices. Never reachable from outside. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const wanted = resolve(options.dataDir);
  await mkdir(dirname(wanted), { recursive: true });
  const users = userRegister(`${wanted}.users`);
  const take = (wish: EmbeddedOptions) =>
    withFileLock(`${wanted}.lock`, async () => {
      const found = await findOrStart(wanted, wish);
      await users.join();
      return { ...found, stamp: await processStamp(found.running.pid) };
    });
  const first = await take(options);
  let { running, stamp } = first;
  let unguard = async () => {};
  const secret = encodeURIComponent(options.password);
  return {
    url: `postgres://postgres:${secret}@127.0.0.1:${running.port}/postgres`,
    port: running.port,
    reused: first.reused,
    guard(say) {
      unguard = guardServer({
        stamp: () => stamp,
        async again() {
          // Everybody has the address already.
          const next = await take({ ...options, log: () => undefined, port: running.port });
          if (next.running.port !== running.port)
            throw new Error(
              `it was started on port ${next.running.port} by somebody else: restart Madoguchi`,
            );
          ({ running, stamp } = next);
        },
        say,
      });
    },
    async stop() {
      await unguard();
      const leave = async () => {
        const { othersRemain } = await users.leave();
        if (!othersRemain) await stopServer(running.pid);
      };
      // A full disk takes no lock; the server has to be stopped all the same.
      await withFileLock(`${wanted}.lock`, leave).catch((error) =>
        error.code === 'ENOSPC' ? leave() : Promise.reject(error),
      );
    },
  };
}

async function findOrStart(
  wanted: string,
  options: EmbeddedOptions,
): Promise<{ running: Running; reused: boolean }> {
  const runner = await databaseRunner(wanted);
  const dataDir = await placeFor(wanted, runner, options.log);
  const orphan = await waitWhileStarting(dataDir);
  if (orphan) return { running: orphan, reused: true };
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
  const { home, major } = await postgresHome(runner);
  const version = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === '') await initialise(dataDir, home, runner, options);
  else if (version !== major)
    throw new Error(
      `${dataDir} holds data of PostgreSQL ${version}, but ${major} is installed. Dump and load it.`,
    );
  const port = await choosePort(dataDir, options.port);
  const running = await launch(dataDir, {
    home,
    runner,
    port,
    durable: options.durable,
    logFile: `${wanted}.log`,
    through: options.through ?? [],
  });
  options.log(`database: PostgreSQL on 127.0.0.1:${running.port}, data in ${dataDir}`);
  return { running, reused: false };
}

/** Where the data really lies. Root's private folders cannot be entered by the database user: a link leads outside. */
async function placeFor(
  wanted: string,
  runner: Runner | undefined,
  log: (line: string) => void,
): Promise<string> {
  const existing = await realpath(wanted).catch(() => undefined);
  if (existing) {
    const owner = await stat(existing);
    const me = runner?.uid ?? process.getuid?.();
    if (me !== undefined && owner.uid !== me && owner.uid !== 0)
      throw new Error(
        `${existing} belongs to another user (uid ${owner.uid}); start as that user or as root.`,
      );
    if (!(await canReach(existing, runner)))
      throw new Error(`The database user cannot enter ${existing}: a folder above it is private (mode 700).`);
    return existing;
  }
  if (await canReach(dirname(wanted), runner)) return join(await realpath(dirname(wanted)), basename(wanted));
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  await forgetTemporary();
  const outside = await mkdtemp(join(SHARED_HOME, `${basename(wanted)}-`));
  if (runner) await chown(outside, runner.uid, runner.gid);
  await rm(wanted, { force: true });
  await symlink(outside, wanted);
  await writeFile(`${outside}.from`, wanted);
  log(`database: ${wanted} is in a private folder, so the data is kept in ${outside}`);
  return outside;
}

/** Data of a trial in the temporary folder goes when its link is gone; anything else is never deleted here. */
async function forgetTemporary(): Promise<void> {
  for (const name of await readdir(SHARED_HOME)) {
    if (!name.endsWith('.from')) continue;
    const note = join(SHARED_HOME, name);
    const from = await readFile(note, 'utf8').catch(() => '');
    if (!from.startsWith(join(tmpdir(), '/')) || (await lstat(from).catch(() => undefined))) continue;
    await rm(note.slice(0, -'.from'.length), { recursive: true, force: true });
    await rm(note, { force: true });
  }
}

async function initialise(
  dataDir: string,
  home: string,
  runner: Runner | undefined,
  options: EmbeddedOptions,
): Promise<void> {
  options.log(`database: creating ${dataDir}`);
  const inside = await readdir(dataDir).catch(() => []);
  if (inside.length > 0) throw new Error(`${dataDir} is neither empty nor a PostgreSQL data directory.`);
  await rm(dataDir, { recursive: true, force: true });
  // Made beside its place and moved when complete: a crash half-way leaves nothing that looks like data.
  const draft = `${dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const secrets = await mkdtemp(join(tmpdir(), 'madoguchi-'));
  try {
    await writeFile(join(secrets, 'password'), `${options.password}\n`, { mode: 0o600 });
    if (runner) {
      await chown(draft, runner.uid, runner.gid);
      for (const path of [secrets, join(secrets, 'password')]) await chown(path, runner.uid, runner.gid);
    }
    const locale = [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C.UTF-8',
    ];
    const flags = [...locale, '--lc-messages=C', '--auth=scram-sha-256', '--username=postgres'];
    const speed = options.durable ? ['--data-checksums'] : ['--no-sync'];
    const args = [`--pgdata=${draft}`, `--pwfile=${join(secrets, 'password')}`, ...flags, ...speed];
    const done = spawnSync(join(home, 'bin/initdb'), args, {
      ...runner,
      cwd: '/',
      env: serverEnvironment(),
      encoding: 'utf8',
    });
    if (done.status !== 0)
      throw new Error(`initdb failed: ${done.error?.message ?? ''} ${done.stderr ?? ''}`.trim());
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
  await rename(draft, dataDir);
}
