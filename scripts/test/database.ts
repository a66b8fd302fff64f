/**
 * Before the db tests: a server (TEST_DATABASE_URL, or an embedded one kept under .cache) and a
 * template database at the current layout. Each test file copies the template, see db.ts.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/db/embedded.server.ts';
import { folderInMemory } from './memory.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Both exist in every test database. Neither is special: the second proves that the first one's data stays apart. */
export const testMunicipalities = [
  { code: '401005', name: '北九州市', hosts: ['a.test'] },
  { code: '401307', name: '福岡市', hosts: ['b.test'] },
] as const;
export const testPassword = 'test-only';

export interface TestServer {
  adminUrl: string;
  template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

function layoutHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['db/migrations', 'src/platform/db']) {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names.filter((each) => /\.(sql|server\.ts)$/.test(each) && !each.includes('embedded')))
      hash.update(name).update(readFileSync(path.join(root, folder, name)));
  }
  return hash.update(JSON.stringify(testMunicipalities)).digest('hex').slice(0, 16);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** Makes the template when this layout has none yet; several runs may ask at the same time. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = `madoguchi_template_${layoutHash()}`;
  await withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('madoguchi-test-template'))");
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount) return;
    const draft = `madoguchi_draft_${layoutHash()}`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    const { migrate, addMunicipality } = await import('#platform/db.server');
    const options = {
      adminUrl: withDatabase(adminUrl, draft),
      directory: path.join(root, 'db/migrations'),
      passwordOf: () => testPassword,
    };
    await migrate(options);
    for (const { code, name, hosts } of testMunicipalities)
      await addMunicipality(options, { code, name, hosts: [...hosts] });
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    await dropOldTemplates(client);
  });
  return template;
}

/** Layouts change often while developing; the newest few stay. */
async function dropOldTemplates(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database WHERE datname LIKE 'madoguchi\\_template\\_%'
      ORDER BY oid DESC OFFSET 3`,
  );
  for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined);
}

/** Left by runs that were killed: nobody is connected and they are older than any run. */
async function dropAbandoned(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database d WHERE datname LIKE 'madoguchi\\_test\\_%'
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)
        AND split_part(datname, '_', 3)::bigint < extract(epoch FROM now()) - 3600`,
    );
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined);
  });
}

/**
 * In memory where there is room: creating the 750 files of a database takes 20 ms there and up to
 * 700 ms on a slow disk. Otherwise under .cache. Kept for the next run either way.
 */
export function serverFolder(): string {
  const memory = folderInMemory(2);
  if (memory === undefined) return path.join(root, '.cache/test-db');
  const tree = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return path.join(memory, `madoguchi-test-${process.getuid?.() ?? 0}-${tree}`);
}

/** The server and its template, ready to be copied. Whoever opens it closes it. */
export async function openTestServer(): Promise<TestServer & { close(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  const folder = serverFolder();
  const dataDir = path.join(folder, 'pg');
  const server = given
    ? undefined
    : await startEmbedded({ dataDir, password: testPassword, durable: false, log: () => undefined });
  const adminUrl = given ?? server?.url ?? '';
  const close = async () => {
    await server?.stop();
    const discard = server && process.env.MADOGUCHI_TEST_DATABASE === 'discard';
    if (discard && !existsSync(path.join(dataDir, 'postmaster.pid')))
      rmSync(folder, { recursive: true, force: true });
  };
  try {
    await dropAbandoned(adminUrl);
    return { adminUrl, template: await ensureTemplate(adminUrl), close };
  } catch (error) {
    await close();
    throw error;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, close } = await openTestServer();
  project.provide('testServer', { adminUrl, template });
  return close;
}
