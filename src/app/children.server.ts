/** One process per zone: started with exactly what it may know, restarted when it falls, ended gracefully. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#platform/config.server';
import { type ChildName, childEnvironment, type Inheritance } from './child-environment.ts';
import { urlForZone } from './database-url.server.ts';
import { inRoot } from './root.server.ts';
import { processSecret } from './secret.server.ts';
import { misconfigured } from './serve.server.ts';

export interface ChildrenOptions {
  config: Config;
  adminUrl: string;
  secret: string;
  /** Values from before data keys: the resident side still has to open them. */
  legacy: boolean;
  demo: boolean;
  municipality: string | undefined;
  /** Sites run from source, behind Vite. */
  development: boolean;
}

export interface Children {
  /** Both sites answer. */
  ready: Promise<void>;
  /** Gives a message when going on makes no sense. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

/** Arguments for Node. */
function programOf(name: ChildName, development: boolean): string[] {
  if (name === 'simulators') return [inRoot('src/app/simulators/main.ts')];
  if (name === 'worker') return [inRoot('src/app/worker.server.ts')];
  if (development) return ['-C', 'development', inRoot('src/app/dev-site.server.ts')];
  return [inRoot(`build/${name}/server/${name}.js`)];
}
const allNames: ChildName[] = ['simulators', 'worker', 'portal', 'staff'];
const graceMs = 15_000;
const longestPause = 30_000;

export function startChildren(options: ChildrenOptions): Children {
  const { config, demo } = options;
  const names = allNames.filter((name) => demo || name !== 'simulators');
  const running = new Map<ChildName, ChildProcess>();
  let stopping = false;
  let giveUp: (message: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => {
    giveUp = resolve;
  });

  const inheritance: Inheritance = {
    root: inRoot(),
    secretOf: (zone) => processSecret(options.secret, zone, { legacy: options.legacy }),
    urlOf: (zone) => urlForZone(options.adminUrl, zone, options.secret),
    municipality: options.municipality,
    simulators: demo ? `http://${hostForSelf(config.HOST)}:${config.SIMULATOR_PORT}` : undefined,
  };

  function launch(name: ChildName, falls: number): void {
    const since = Date.now();
    const child = spawn(process.execPath, programOf(name, options.development), {
      env: {
        ...childEnvironment(name, process.env, inheritance),
        MADOGUCHI_SITE: name,
        ...(options.development ? { NODE_ENV: 'development' } : {}),
      },
      // The channel tells children that the parent is gone, even after SIGKILL.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running.set(name, child);
    child.once('error', () => undefined);
    child.once('exit', async (code, signal) => {
      running.delete(name);
      if (stopping) return;
      if (code === misconfigured) return giveUp(`${name}: 設定を直してください。 / Mend the settings.`);
      const again = Date.now() - since > 60_000 ? 0 : falls + 1;
      const wait = Math.min(500 * 2 ** again, longestPause);
      console.error(
        `${name} が止まりました（${signal ?? code}）。${wait / 1000}秒後に始め直します。 / ${name} stopped; restarting in ${wait / 1000} s.`,
      );
      await pause(wait, undefined, { ref: false });
      if (!stopping) launch(name, again);
    });
  }

  for (const name of names) launch(name, 0);
  const host = hostForSelf(config.HOST);
  const ready = Promise.all(
    [config.PORTAL_PORT, config.STAFF_PORT].map((port) =>
      untilReady(`http://${host}:${port}/readyz`, () => stopping),
    ),
  );

  return {
    ready: ready.then(() => undefined),
    failed,
    async stop() {
      stopping = true;
      await Promise.all([...running.values()].map((child) => end(child, config.DRAIN_SECONDS * 1000)));
    },
  };
}

/** The address this computer reaches itself under. */
export function hostForSelf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '[::1]' : host;
}

async function untilReady(url: string, over: () => boolean): Promise<void> {
  while (!over()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  // Stopped before it was ready: whoever waits is told by the stop.
  await new Promise(() => undefined);
}

function end(child: ChildProcess, drainMs: number): Promise<void> {
  return new Promise((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs + drainMs);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    if (child.exitCode !== null || child.signalCode !== null) {
      clearTimeout(force);
      done();
    } else child.kill('SIGTERM');
  });
}
