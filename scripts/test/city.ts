/**
 * For *.db.test.ts: two cities with the packs base and demo loaded, in about 50 ms. The loaded database is
 * itself a template, made by the first test that asks and kept until packs or the code that loads them change.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { loadPacks } from '#core/packs.server';
import { createDatabase, type Database, type Zone, zoneUrl } from '#platform/db.server';
import { asAdmin, whenLeft } from './admin.ts';
import { testMunicipalities, testPassword } from './database.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Folders of the packs every test city has. */
export const testPacks = ['base', 'demo'].map((name) => path.join(root, 'packs', name));

export interface TestCity {
  /** Municipality codes: `code` is the one under test, `other` must never be touched by it. */
  code: string;
  other: string;
  adminUrl: string;
  /** Each with the login of its zone, as the processes have them. */
  portal: Database;
  staff: Database;
  worker: Database;
  /** The administrator's login: may act as `owner`, and as every other role. */
  admin: Database;
  /** Closes all connections and drops the database. */
  close(): Promise<void>;
}

/** A fresh pair of cities for one test file. */
export async function createTestCity(): Promise<TestCity> {
  const server = inject('testServer');
  const template = await ensureCityTemplate(server.adminUrl, server.template);
  const name = `madoguchi_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  await whenLeft(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const adminUrl = withDatabase(server.adminUrl, name);
  const zone = (each: Zone) =>
    createDatabase({
      url: zoneUrl(adminUrl, each, testPassword),
      max: 4,
      patience: 60_000,
      onError: () => undefined,
    });
  const city = {
    code: testMunicipalities[0].code,
    other: testMunicipalities[1].code,
    adminUrl,
    portal: zone('portal'),
    staff: zone('staff'),
    worker: zone('worker'),
    admin: createDatabase({ url: adminUrl, max: 2, onError: () => undefined }),
  };
  return {
    ...city,
    async close() {
      await Promise.all([city.portal, city.staff, city.worker, city.admin].map((db) => db.close()));
      await whenLeft(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function ensureCityTemplate(adminUrl: string, layout: string): Promise<string> {
  const hash = contentHash(layout);
  const template = `madoguchi_template_city_${hash}`;
  await asAdmin(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('madoguchi-city-template'))");
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount) return;
    const draft = `madoguchi_draft_city_${hash}`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft} TEMPLATE ${layout} STRATEGY FILE_COPY`);
    const db = createDatabase({ url: withDatabase(adminUrl, draft), max: 1 });
    try {
      for (const { code } of testMunicipalities) {
        // Packs in the middle of an edit have mistakes that are for `pack check`, not for every test.
        const loaded = await loadPacks(db, code, testPacks, { check: false });
        if (!loaded.ok) throw new Error(`packs do not load:\n${JSON.stringify(loaded.error, null, 1)}`);
      }
    } finally {
      await db.close();
    }
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'madoguchi\\_template\\_city\\_%' ORDER BY oid DESC OFFSET 2`,
    );
    for (const old of rows) await client.query(`DROP DATABASE IF EXISTS ${old.name}`).catch(() => undefined);
  });
  return template;
}

/** Changes with the layout, the packs and the code that loads them. */
function contentHash(layout: string): string {
  const hash = createHash('sha256').update(layout);
  for (const folder of [
    'packs',
    'src/core/packs',
    'src/core/records',
    'src/core/definitions',
    'src/core/people',
    'src/core/fields',
    'src/core/forms',
  ]) {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names.filter((each) => /\.(ts|json|csv)$/.test(each) && !/\.test\.ts$/.test(each))) {
      hash.update(name).update(readFileSync(path.join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
