/** The server's process: found again by its pid file, started, stopped. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { readFile, readlink, rename, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from './embedded-binaries.server.ts';
import { isAlive } from './embedded-lock.server.ts';

export interface Running {
  pid: number;
  port: number;
  ready: boolean;
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

export async function waitWhileStarting(dataDir: string): Promise<Running | undefined> {
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

/** PG* variables of the person who starts us must not steer the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

export async function choosePort(dataDir: string, asked: number | undefined): Promise<number> {
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

const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Several test files at once, each with the logins of all zones.
  max_connections: 200,
  // May lie in memory.
  min_wal_size: '32MB',
  max_wal_size: '256MB',
};

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
    // 18.4 stays in "recovery mode" for ever when its own restart meets the disk that made it fall: the guard starts it.
    ...(durable ? { restart_after_crash: 'off' } : throwAway),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export interface LaunchOptions {
  /** Folder with bin/postgres. */
  home: string;
  runner: Runner | undefined;
  port: number;
  durable: boolean;
  logFile: string;
  /** Command and arguments that run the server; it keeps its process. */
  through: readonly string[];
}

export async function launch(dataDir: string, options: LaunchOptions): Promise<Running> {
  const { home, runner, port, durable, logFile } = options;
  const [program = '', ...before] = [...options.through, join(home, 'bin/postgres')];
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (((await stat(logFile).catch(() => undefined))?.size ?? 0) > 20_000_000)
      await rename(logFile, `${logFile}.1`);
    const fd = openSync(logFile, 'a', 0o600);
    chmodSync(logFile, 0o600);
    const from = (await stat(logFile)).size;
    // Detached: Ctrl+C in the terminal reaches us, not the server; we stop it last.
    const child = spawn(program, [...before, '-D', dataDir, ...settings(port, durable)], {
      ...runner,
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', fd, fd],
    });
    closeSync(fd);
    const running = await untilReady(child, dataDir, deadline);
    child.unref();
    if (running) return running;
    const told = (await readFile(logFile)).subarray(from).toString('utf8').trim();
    // After a SIGKILL the server's children need a moment to notice that it is gone.
    if (!/shared memory block|lock file ".*" already exists/.test(told) || Date.now() > deadline)
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

export async function stopServer(pid: number): Promise<void> {
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
