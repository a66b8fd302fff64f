/**
 * A demo city for benches: database, layout and packs as `madoguchi start` makes them, and the portal process alone, so
 * that worker and staff side do not use the processor meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { loadPacks } from '#core/packs.server';
import { readConfig } from '#platform/config.server';
import { addMunicipality, type Database } from '#platform/db.server';
import { type Admin, migrateAll, openAdmin } from '../../src/app/admin.server.ts';
import { urlForZone } from '../../src/app/database-url.server.ts';
import { processSecret } from '../../src/app/secret.server.ts';
import { dataDirectory } from './clones.sql.ts';
import { databaseMs, freePort, type Server, startServer } from './processes.ts';

const root = path.resolve(import.meta.dirname, '../..');

export const municipality = '981001';

export interface BenchCity {
  admin: Admin;
  /** The portal's database login. */
  portalUrl: string;
  /** A portal process, started with further arguments for Node (a profiler, a recorder). */
  portal(nodeArguments?: string[], environment?: Record<string, string>): Promise<Server>;
  /** The staff side's API in a process of its own; ended with the city at the latest. */
  staff(): Promise<Server>;
  /** As the owner of the municipality's tables, past every rule. */
  owner<T>(work: Parameters<Database['tenant']>[2]): Promise<T>;
  /** One connection for the same SQL; ended with the city at the latest. */
  direct(): Promise<pg.Client>;
  /** Processor time the database has used; null where it cannot be known. */
  databaseMs(): number | null;
  stop(): Promise<void>;
}

export async function startCity(): Promise<BenchCity> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'));
  const config = readConfig({ ...process.env, MADOGUCHI_MODE: 'demo', MADOGUCHI_DATA: dataDir });
  const admin = await openAdmin(config, () => undefined);
  await migrateAll(admin);
  await addMunicipality(admin.migrateOptions, {
    code: municipality,
    name: 'あかつき市',
    hosts: ['localhost', '127.0.0.1'],
  });
  const packs = ['base', 'demo'].map((name) => path.join(root, 'packs', name));
  const loaded = await loadPacks(admin.db, municipality, packs, { check: false });
  if (!loaded.ok) throw new Error(`packs do not load: ${JSON.stringify(loaded.error)}`);
  const portalUrl = urlForZone(admin.adminUrl, 'portal', admin.secret);
  const ends: (() => Promise<unknown>)[] = [];
  const databaseDir = await dataDirectory(admin.db);
  return {
    admin,
    portalUrl,
    databaseMs: () => databaseMs(databaseDir),
    async portal(nodeArguments = [], environment = {}) {
      const port = await freePort();
      return startServer(
        [...nodeArguments, path.join(import.meta.dirname, 'portal-process.ts')],
        {
          NODE_ENV: 'production',
          MADOGUCHI_ROOT: root,
          MADOGUCHI_MODE: 'demo',
          MADOGUCHI_DATA: dataDir,
          DATABASE_URL: portalUrl,
          MADOGUCHI_SECRET: processSecret(admin.secret, 'portal'),
          PORTAL_PORT: String(port),
          ...environment,
        },
        port,
        '/readyz',
      );
    },
    async staff() {
      const port = await freePort();
      const staff = await startServer(
        [
          path.join(import.meta.dirname, 'staff-process.ts'),
          String(port),
          urlForZone(admin.adminUrl, 'staff', admin.secret),
          path.join(dataDir, 'files-of-staff'),
        ],
        { NODE_ENV: 'production' },
        port,
        '/healthz',
      );
      ends.push(() => staff.stop());
      return staff;
    },
    owner: <T>(work: Parameters<Database['tenant']>[2]) =>
      admin.db.tenant(municipality, 'owner', work) as Promise<T>,
    async direct() {
      const direct = new pg.Client({ connectionString: admin.adminUrl });
      direct.on('error', () => undefined);
      await direct.connect();
      await direct.query(`SET search_path TO m${municipality}; SET TIME ZONE 'Asia/Tokyo'`);
      ends.push(() => direct.end());
      return direct;
    },
    async stop() {
      for (const end of ends) await end();
      await admin.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
