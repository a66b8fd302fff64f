import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import {
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  canReach,
  databaseRunner,
  postgresHome,
  type Runner,
  SHARED_HOME,
} from './embedded-binaries.server.ts';
import { isAlive, userRegister, withFileLock } from './embedded-lock.server.ts';

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
}

export interface EmbeddedServer {
  /** Superuser, database `postgres`. */
  url: string;
  port: number;
  /** It was running already: left behind by a killed process, or in use by another one. */
  reused: boolean;
  /** Leaves the server, and stops it unless another process still uses it. */
  stop(): Promise<void>;
}

interface Running {
  pid: number;
  port: number;
  ready: boolean;
}

/** A real PostgreSQL server from npm, for demonstration, tests and small offices. Never reachable from outside. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const wanted = resolve(options.dataDir);
  await mkdir(dirname(wanted), { recursive: true });
  const users = userRegister(`${wanted}.users`);
  const { running, reused } = await withFileLock(`${wanted}.lock`, async () => {
    const found = await findOrStart(wanted, options);
    await users.join();
    return found;
  });
  const secret = encodeURIComponent(options.password);
  return {
    url: `postgres://postgres:${secret}@127.0.0.1:${running.port}/postgres`,
    port: running.port,
    reused,
    stop: () =>
      withFileLock(`${wanted}.lock`, async () => {
        const { othersRemain } = await users.leave();
        if (!othersRemain) await stopServer(running.pid);
      }),
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
  return { running: await launch(dataDir, home, runner, port, options, `${wanted}.log`), reused: false };
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
  const outside = await mkdtemp(join(SHARED_HOME, `${basename(wanted)}-`));
  if (runner) await chown(outside, runner.uid, runner.gid);
  await rm(wanted, { force: true });
  await symlink(outside, wanted);
  log(`database: ${wanted} is in a private folder, so the data is kept in ${outside}`);
  return outside;
}

async function readPidFile(dataDir: string): Promise<Running | undefined> {
  const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid) || !(await isPostgres(pid, dataDir))) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** After a restart of the machine the pid in the file may belong to anything. */
async function isPostgres(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return folder === dataDir;
  }
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(
    'postgres',
  );
}

async function waitWhileStarting(dataDir: string): Promise<Running | undefined> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(100)) {
    const running = await readPidFile(dataDir);
    if (!running || (running.ready && (await answers(running.port)))) return running;
  }
  throw new Error(`PostgreSQL in ${dataDir} is running but does not become ready.`);
}

/** Asks for TLS, which any PostgreSQL answers with one letter: the process may be dying although it still exists. */
function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    const end = (yes: boolean) => {
      socket.destroy();
      done(yes);
    };
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once('data', () => end(true));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
  });
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
  const secrets = mkdtempSync(join(tmpdir(), 'madoguchi-'));
  try {
    writeFileSync(join(secrets, 'password'), `${options.password}\n`, { mode: 0o600 });
    if (runner) {
      await chown(draft, runner.uid, runner.gid);
      for (const path of [secrets, join(secrets, 'password')]) chownSync(path, runner.uid, runner.gid);
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
    rmSync(secrets, { recursive: true, force: true });
  }
  await rename(draft, dataDir);
}

/** PG* variables of the person who starts us must not steer the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

async function choosePort(dataDir: string, asked: number | undefined): Promise<number> {
  const memory = join(dataDir, 'madoguchi.port');
  if (asked !== undefined) {
    if (!(await isFree(asked))) throw new Error(`Port ${asked} for the database is in use.`);
    return asked;
  }
  const remembered = Number(await readFile(memory, 'utf8').catch(() => ''));
  if (remembered > 0 && (await isFree(remembered))) return remembered;
  const port = await new Promise<number>((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
  await writeFile(memory, String(port));
  return port;
}

function settings(port: number, durable: boolean): string[] {
  const megabytes = Math.round(totalmem() / 1024 / 1024);
  const buffers = Math.max(64, Math.min(1024, Math.round(megabytes / 8)));
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(256, Math.round(megabytes / 2))}MB`,
    max_wal_size: '2GB',
    // One transaction may touch the tables of a whole municipality.
    max_locks_per_transaction: 512,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    password_encryption: 'scram-sha-256',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '1min' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function launch(
  dataDir: string,
  home: string,
  runner: Runner | undefined,
  port: number,
  options: EmbeddedOptions,
  logFile: string,
): Promise<Running> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (((await stat(logFile).catch(() => undefined))?.size ?? 0) > 20_000_000)
      await rename(logFile, `${logFile}.1`);
    const fd = openSync(logFile, 'a', 0o600);
    chmodSync(logFile, 0o600);
    const from = (await stat(logFile)).size;
    // Detached: Ctrl+C in the terminal reaches us, not the server; we stop it last.
    const child = spawn(join(home, 'bin/postgres'), ['-D', dataDir, ...settings(port, options.durable)], {
      ...runner,
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', fd, fd],
    });
    closeSync(fd);
    const running = await untilReady(child, dataDir, deadline);
    child.unref();
    if (running) {
      options.log(`database: PostgreSQL on 127.0.0.1:${running.port}, data in ${dataDir}`);
      return running;
    }
    const told = (await readFile(logFile)).subarray(from).toString('utf8').trim();
    // After a SIGKILL the server's children need a moment to notice that it is gone.
    if (!/shared memory block|lock file/.test(told) || Date.now() > deadline)
      throw new Error(
        `PostgreSQL does not start (log: ${logFile}):\n${told.split('\n').slice(-8).join('\n')}`,
      );
    await sleep(300);
  }
}

async function untilReady(
  child: ChildProcess,
  dataDir: string,
  deadline: number,
): Promise<Running | undefined> {
  let ended: Error | 'exit' | undefined;
  child.once('error', (error) => {
    ended = error;
  });
  child.once('exit', () => {
    ended ??= 'exit';
  });
  while (Date.now() < deadline) {
    if (ended instanceof Error) throw ended;
    if (ended) return undefined;
    const running = await readPidFile(dataDir);
    if (running?.ready && running.pid === child.pid) return running;
    await sleep(30);
  }
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL in ${dataDir} did not become ready in time.`);
}

async function stopServer(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing is lost.
  for (const [signal, ms] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + ms; Date.now() < until; await sleep(30)) if (!isAlive(pid)) return;
  }
}
