/** The demo city with two processes of each site behind a balancer, one worker and the simulators. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '#platform/config.server';
import { freePort } from '../../bench/support/processes.ts';
import { migrateAll, openAdmin } from '../../src/app/admin.server.ts';
import { type ChildName, childEnvironment } from '../../src/app/child-environment.ts';
import { urlForZone } from '../../src/app/database-url.server.ts';
import { seedDemo } from '../../src/app/demo/seed-demo.server.ts';
import { processSecret } from '../../src/app/secret.server.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { newDataFolder } from './city.ts';
import { inspectable } from './heap.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface BalancedCity {
  portal: Balancer;
  staff: Balancer;
  simulators: string;
  adminUrl: string;
  dataDir: string;
  municipality: string;
  /** With the port of its inspector, which `heapOf` opens. */
  pids(): { name: string; pid: number; inspector: number }[];
  /** Ends one process after the other and starts it again; the next when the last one is ready. Gives exit statuses. */
  rollingRestart(): Promise<(number | null)[]>;
  logFile: string;
  stop(): Promise<void>;
}

export async function startBalancedCity(output: string, drainSeconds = 3): Promise<BalancedCity> {
  mkdirSync(output, { recursive: true });
  const dataDir = newDataFolder('madoguchi-balanced-');
  const [portalFront, staffFront, simulatorPort] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    ...process.env,
    NODE_ENV: 'production',
    MADOGUCHI_MODE: 'demo',
    MADOGUCHI_DATA: dataDir,
    SIMULATOR_PORT: String(simulatorPort),
    PORTAL_ORIGIN: `http://localhost:${portalFront}`,
    STAFF_ORIGIN: `http://localhost:${staffFront}`,
    DRAIN_SECONDS: String(drainSeconds),
    TRUST_PROXY: 'true',
  };
  const admin = await openAdmin(readConfig(settings), () => undefined);
  await migrateAll(admin);
  const { code } = await seedDemo(admin, () => undefined);

  const logFile = path.join(output, 'balanced.log');
  const log = createWriteStream(logFile).setMaxListeners(0);
  const running = new Map<
    string,
    { child: ChildProcess; start: () => Promise<ChildProcess>; port: number; inspector: number }
  >();
  const program = (name: ChildName) =>
    name === 'simulators'
      ? 'src/app/simulators/main.ts'
      : name === 'worker'
        ? 'src/app/worker.server.ts'
        : `build/${name}/server/${name}.js`;

  async function add(name: ChildName, index: number, port: number): Promise<void> {
    const inspector = await freePort();
    const start = async () => {
      const child = spawn(process.execPath, [...inspectable(inspector), path.join(root, program(name))], {
        env: {
          ...childEnvironment(name, settings, {
            root,
            secretOf: (zone) => processSecret(admin.secret, zone),
            urlOf: (zone) => urlForZone(admin.adminUrl, zone, admin.secret),
            municipality: code,
            simulators: `http://127.0.0.1:${simulatorPort}`,
          }),
          MADOGUCHI_SITE: name,
          PORTAL_PORT: String(port),
          STAFF_PORT: String(port),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout?.pipe(log, { end: false });
      child.stderr?.pipe(log, { end: false });
      if (name === 'portal' || name === 'staff') await untilReady(port, child);
      return child;
    };
    running.set(`${name}-${index}`, { child: await start(), start, port, inspector });
  }
  const ports = { portal: [await freePort(), await freePort()], staff: [await freePort(), await freePort()] };
  await add('simulators', 0, simulatorPort);
  await add('worker', 0, 1);
  for (const site of ['portal', 'staff'] as const)
    for (const [index, port] of ports[site].entries()) await add(site, index, port);
  const portal = await startBalancer(ports.portal, portalFront);
  const staff = await startBalancer(ports.staff, staffFront);

  return {
    portal,
    staff,
    simulators: `http://localhost:${simulatorPort}`,
    adminUrl: admin.adminUrl,
    dataDir,
    municipality: code,
    pids: () => [...running].map(([name, { child, inspector }]) => ({ name, pid: child.pid!, inspector })),
    async rollingRestart() {
      const statuses: (number | null)[] = [];
      for (const [name, one] of running) {
        if (!/^(portal|staff)/.test(name)) continue;
        statuses.push(await ended(one.child));
        one.child = await one.start();
        const balancer = name.startsWith('portal') ? portal : staff;
        for (let tries = 0; balancer.up() < 2; tries++) {
          if (tries > 2_000) throw new Error(`the balancer never saw ${name} come back`);
          await sleep(50);
        }
      }
      return statuses;
    },
    logFile,
    async stop() {
      await portal.close();
      await staff.close();
      await Promise.all([...running.values()].map(({ child }) => ended(child)));
      await admin.close();
      log.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once('exit', (code) => done(code));
    child.kill('SIGTERM');
  });
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`a process ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('a process did not become ready');
}
