/**
 * For tests: a city with a data folder and an embedded server of its own, as `npm start` has them, whose disk fails on
 * command. Where this process may mount, the data lie on a small file system that can really be filled.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadPacks } from '#core/packs.server';
import { readConfig } from '#platform/config.server';
import {
  addMunicipality,
  createDatabase,
  type Database,
  startEmbedded,
  type Zone,
} from '#platform/db.server';
import { type Admin, migrateAll, openAdmin } from './admin.server.ts';
import { databaseFolder, urlForZone } from './database-url.server.ts';
import { inRoot } from './root.server.ts';
import { databasePassword, secretOf } from './secret.server.ts';

export interface FaultyCity {
  code: string;
  admin: Admin;
  /** With as many connections as hands and listeners need. */
  portal: Database;
  worker: Database;
  /** The data folder. */
  data: string;
  /** What keeps the server running said so far. */
  said: string[];
  /** The data lie on a file system of their own: `fill` fills it. Otherwise writes that need room are refused. */
  mounted: boolean;
  /** No room is left, or there is again. */
  fill(): void;
  free(): void;
  /** The system calls of the server answer so from now on: no room, or what was written cannot be made lasting. */
  fail(how: 'ENOSPC' | 'EIO' | null): void;
  /** kill -9. */
  killServer(): void;
  close(): Promise<void>;
}

const code = '401005';
const megabyte = Buffer.alloc(1024 * 1024);

export async function openFaultyCity(): Promise<FaultyCity> {
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-faulty-'));
  // Under root the server runs as another user, who has to pass.
  execFileSync('chmod', ['755', folder]);
  const [data, lever] = [path.join(folder, 'data'), path.join(folder, 'lever')];
  await mkdir(data);
  const mounted = mount(data);
  const config = readConfig({ MADOGUCHI_MODE: 'demo', MADOGUCHI_DATA: data });
  const said: string[] = [];
  const server = await startEmbedded({
    dataDir: databaseFolder(config),
    password: databasePassword(await secretOf(config), 'admin'),
    durable: true,
    log: () => undefined,
    through: ['perl', '-e', readFileSync(inRoot('scripts/test/failing-disk.pl'), 'utf8'), lever],
  });
  server.guard((line) => said.push(line));
  const admin = await openAdmin(config, () => undefined);
  await migrateAll(admin);
  await addMunicipality(admin.migrateOptions, { code, name: '北九州市', hosts: ['127.0.0.1'] });
  const loaded = await loadPacks(admin.db, code, [inRoot('packs/base'), inRoot('packs/demo')], {
    check: false,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));

  const zone = (name: Zone) =>
    createDatabase({
      url: urlForZone(admin.adminUrl, name, admin.secret),
      max: 12,
      onError: () => undefined,
    });
  const [portal, worker] = [zone('portal'), zone('worker')];
  const ballast = path.join(data, 'ballast');
  const fail: FaultyCity['fail'] = (how) =>
    how === null ? rmSync(lever, { force: true }) : writeFileSync(lever, how);
  return {
    code,
    admin,
    portal,
    worker,
    data,
    said,
    mounted,
    fill: () => (mounted ? fillWith(ballast) : fail('ENOSPC')),
    free: () => (mounted ? rmSync(ballast, { force: true }) : fail(null)),
    fail,
    killServer() {
      const [pid] = readFileSync(path.join(databaseFolder(config), 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGKILL');
    },
    async close() {
      fail(null);
      rmSync(ballast, { force: true });
      await Promise.all([portal.close(), worker.close()]);
      await admin.close();
      await server.stop();
      if (mounted) execFileSync('umount', [data]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Needs the right to mount, which ordinary users and most containers do not have (`MADOGUCHI_TEST_MOUNT=no`: as there). */
function mount(folder: string): boolean {
  if (process.env.MADOGUCHI_TEST_MOUNT === 'no') return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'madoguchi-faulty', folder], {
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

/** To the last byte that the file system gives. */
function fillWith(file: string): void {
  const ballast = openSync(file, 'a');
  for (let bytes = megabyte.length; bytes >= 1; ) {
    try {
      if (writeSync(ballast, megabyte, 0, bytes) < bytes) bytes = Math.floor(bytes / 2);
    } catch {
      bytes = Math.floor(bytes / 2);
    }
  }
  closeSync(ballast);
}
