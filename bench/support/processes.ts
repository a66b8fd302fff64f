/** Programs under test run in processes of their own; what they use of the processor is read from /proc where there is one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Server {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * A port nobody listens on, below those that the system gives to outgoing connections: one of these could be taken by
 * somebody's request between now and the start of the server it is meant for.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

/** Starts Node with these arguments and waits until `path` answers on `port`. */
export async function startServer(
  args: string[],
  environment: Record<string, string | undefined>,
  port: number,
  path: string,
): Promise<Server> {
  // Logs are written as in the product, and nobody reads them.
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // A bench that fails must not leave its servers behind.
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  child.once('exit', () => process.removeListener('exit', orphaned));
  const origin = `http://127.0.0.1:${port}`;
  const ended = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`))),
  );
  ended.catch(() => undefined);
  await Promise.race([untilAnswering(`${origin}${path}`), ended]);
  return { origin, pid: child.pid ?? 0, stop: () => end(child) };
}

async function untilAnswering(url: string): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`${url} does not answer`);
    await pause(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** The same of a database server with all its back ends; those that ended in between are not seen. */
export function databaseMs(dataDir: string): number | null {
  try {
    const postmaster = Number(readFileSync(`${dataDir}/postmaster.pid`, 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
      .trim()
      .split(' ');
    return children.reduce((sum, pid) => sum + (processorMs(Number(pid)) ?? 0), 0);
  } catch {
    return null;
  }
}

/** Milliseconds of processor time the process has used, in steps of ten; null where there is no /proc. */
export function processorMs(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}
