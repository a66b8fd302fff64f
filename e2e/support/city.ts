/** A whole city for the run: the product's own `madoguchi start`, in a fresh data folder, on free ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../bench/support/processes.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface City {
  portal: string;
  staff: string;
  simulators: string;
  dataDir: string;
  /** Everything the processes printed so far. */
  log(): string;
  /** Kills one process the hard way, as a power cut would; the parent starts it again. */
  kill(process: 'portal' | 'staff' | 'worker'): Promise<void>;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCity(output: string): Promise<City> {
  mkdirSync(output, { recursive: true });
  const running = process.env.E2E_CITY?.split(',');
  if (running !== undefined) return runningCity(running);
  const dataDir = newDataFolder('madoguchi-e2e-');
  const [portalPort, staffPort, simulatorPort] = [await freePort(), await freePort(), await freePort()];
  const logFile = path.join(output, 'city.log');
  const log = createWriteStream(logFile);
  const child: ChildProcess = spawn(process.execPath, [path.join(root, 'src/app/cli.ts'), 'start'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      MADOGUCHI_MODE: 'demo',
      MADOGUCHI_DATA: dataDir,
      PORTAL_PORT: String(portalPort),
      STAFF_PORT: String(staffPort),
      SIMULATOR_PORT: String(simulatorPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);

  const city: City = {
    portal: `http://localhost:${portalPort}`,
    staff: `http://localhost:${staffPort}`,
    simulators: `http://localhost:${simulatorPort}`,
    dataDir,
    log: () => readFileSync(logFile, 'utf8'),
    async kill(name) {
      const pids = childrenOf(child.pid!).filter(({ command }) =>
        command.includes(name === 'worker' ? 'worker.server' : `build/${name}/`),
      );
      if (pids.length === 0) throw new Error(`no ${name} process found`);
      for (const { pid } of pids) process.kill(pid, 'SIGKILL');
      await sleep(200);
    },
    ready: () => waitReady(city, child),
    async stop() {
      child.kill('SIGTERM');
      await new Promise<void>((resolve) =>
        child.exitCode !== null ? resolve() : child.once('exit', () => resolve()),
      );
      log.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await city.ready();
  } catch (error) {
    await city.stop();
    throw error;
  }
  return city;
}

/** Below a folder that only its owner may enter, PostgreSQL's own user could not reach its data, and would keep them elsewhere. */
export function newDataFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}

/** A city that runs already (`E2E_CITY=<portal>,<staff>,<simulators>,<log file>,<data folder>`, the last two if you like); nothing is started or killed. */
function runningCity([portal = '', staff = '', simulators = '', logFile, dataDir = '']: string[]): City {
  const none = async () => {};
  const kill = () => Promise.reject(new Error('this city is not ours to kill'));
  const log = () => (logFile === undefined ? '' : readFileSync(logFile, 'utf8'));
  return { portal, staff, simulators, dataDir, log, kill, ready: none, stop: none };
}

async function waitReady(city: City, child: ChildProcess): Promise<void> {
  const end = Date.now() + 600_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the city ended:\n${city.log().slice(-3000)}`);
    const both = await Promise.all(
      [city.portal, city.staff].map((origin) =>
        fetch(`${origin}/readyz`).then(
          (r) => r.ok,
          () => false,
        ),
      ),
    );
    if (both.every(Boolean)) return;
    if (Date.now() > end) throw new Error(`the city did not become ready:\n${city.log().slice(-3000)}`);
    await sleep(250);
  }
}

/** Linux: reads /proc, so that the test needs no tool. */
function childrenOf(parent: number): { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = [];
  // A process may end between being named and being looked at.
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const children = read(`/proc/${parent}/task/${parent}/children`)
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  for (const pid of children) {
    found.push({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }, ...childrenOf(pid));
  }
  return found;
}
