/** Brings a database to the current layout: logins, shared tables, one schema per municipality. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Connection } from './database.server.ts';
import {
  analysisSchemaOf,
  analystsOf,
  loginOf,
  roleOf,
  schemaOf,
  type TenantRole,
  type Zone,
} from './roles.server.ts';

const quiet = new Logger(() => () => {});
const zones: Zone[] = ['portal', 'staff', 'worker'];
const tenantRoles: TenantRole[] = ['owner', 'builder', ...zones];

export interface MigrateOptions {
  adminUrl: string;
  /** Folder with `shared/` and `municipality/`. */
  directory: string;
  /** Password of each zone's login. */
  passwordOf: (zone: Zone) => string;
  log?: (line: string) => void;
}

/** Runs what is missing, in order; each file once, in its own transaction. Safe to run from several processes at once. */
export async function migrate(options: MigrateOptions): Promise<void> {
  await withAdmin(options.adminUrl, async (client) => {
    for (const zone of zones) await ensureLogin(client, zone, options.passwordOf(zone));
    await client.query('CREATE SCHEMA IF NOT EXISTS madoguchi');
    await client.query(
      'CREATE TABLE IF NOT EXISTS madoguchi.migrations (scope text, file text, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (scope, file))',
    );
    await applyFolder(client, {
      folder: path.join(options.directory, 'shared'),
      scope: 'shared',
      transform: (text) => text,
      ...(options.log === undefined ? {} : { log: options.log }),
    });
    const { rows } = await client.query<{ code: string }>(
      'SELECT code FROM madoguchi.municipalities ORDER BY code',
    );
    for (const { code } of rows) await migrateMunicipality(client, code, options);
    await prepareJobs(client, options);
  });
}

/** The job queue's own tables belong to the worker; it may create its schema here and at no other time. */
async function prepareJobs(client: pg.Client, options: MigrateOptions): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  const worker = loginOf('worker');
  await client.query(`GRANT CREATE ON DATABASE ${rows[0]!.name} TO "${worker}"`);
  try {
    await runMigrations({
      connectionString: zoneUrl(options.adminUrl, 'worker', options.passwordOf('worker')),
      logger: quiet,
    });
  } finally {
    await client.query(`REVOKE CREATE ON DATABASE ${rows[0]!.name} FROM "${worker}"`);
  }
}

/** Creates the municipality's schema and roles when new, and registers its host names. */
export async function addMunicipality(
  options: MigrateOptions,
  municipality: { code: string; name: string; hosts: string[] },
): Promise<void> {
  await withAdmin(options.adminUrl, async (client) => {
    await client.query(
      'INSERT INTO madoguchi.municipalities (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name',
      [municipality.code, municipality.name],
    );
    for (const host of municipality.hosts) {
      await client.query(
        'INSERT INTO madoguchi.host_names (host, municipality) VALUES ($1, $2) ON CONFLICT (host) DO UPDATE SET municipality = excluded.municipality',
        [host, municipality.code],
      );
    }
    await migrateMunicipality(client, municipality.code, options);
  });
}

async function migrateMunicipality(
  client: pg.Client,
  municipality: string,
  options: MigrateOptions,
): Promise<void> {
  await layGround(client, municipality);
  await applyFolder(client, municipalityFolder(municipality, options));
}

/**
 * Roles, schema and tables of a municipality inside the transaction of the caller, who holds `migrationLock`. With `files`
 * only these migrations: the layout that a backup was taken at. Runs what is missing, like `migrate`.
 */
export async function layMunicipality(
  client: Connection,
  municipality: string,
  options: MigrateOptions,
  files?: ReadonlySet<string>,
): Promise<void> {
  await layGround(client, municipality);
  await applyFolder(client, {
    ...municipalityFolder(municipality, options),
    joined: true,
    ...(files === undefined ? {} : { only: files }),
  });
}

/** Each migration of municipalities with its digest, as this installation has it. */
export async function municipalityMigrations(
  options: Pick<MigrateOptions, 'directory'>,
): Promise<Map<string, string>> {
  const folder = path.join(options.directory, 'municipality');
  const found = new Map<string, string>();
  for (const file of await migrationFiles(folder)) found.set(file, (await readMigration(folder, file)).hash);
  return found;
}

/** Migrations of municipalities that did not run yet, as `schema/file`. Changes nothing. */
export async function migrationsWaiting(
  options: Pick<MigrateOptions, 'adminUrl' | 'directory'>,
): Promise<string[]> {
  const wanted = [...(await municipalityMigrations(options)).keys()];
  return withAdmin(options.adminUrl, async (client) => {
    const begun = await client.query(`SELECT to_regclass('madoguchi.migrations') IS NOT NULL AS yes`);
    if (!begun.rows[0].yes) return ['shared'];
    const { rows } = await client.query<{ scope: string; files: string[] }>(`
      SELECT 'm' || c.code AS scope, array_remove(array_agg(m.file), NULL) AS files FROM madoguchi.municipalities c
      LEFT JOIN madoguchi.migrations m ON m.scope = 'm' || c.code GROUP BY c.code ORDER BY c.code`);
    return rows.flatMap(({ scope, files }) =>
      wanted.filter((file) => !files.includes(file)).map((file) => `${scope}/${file}`),
    );
  });
}

/** Roles are shared by the whole server: whoever makes some takes this first. */
export const migrationLock = "hashtext('madoguchi-migrate')";

async function layGround(client: Queryable, municipality: string): Promise<void> {
  const schema = schemaOf(municipality);
  for (const role of tenantRoles) await ensureRole(client, roleOf(municipality, role));
  const owner = roleOf(municipality, 'owner');
  // A managed server's administrator is no superuser: it must be a member of the roles it acts for.
  await client.query(`GRANT "${owner}" TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${owner}"`);
  for (const zone of zones) {
    await client.query(`GRANT USAGE ON SCHEMA "${schema}" TO "${roleOf(municipality, zone)}"`);
    await client.query(`GRANT "${roleOf(municipality, zone)}" TO "${loginOf(zone)}"`);
  }
  // The worker carries messages between the zones, so it may act as either; nobody else may.
  await client.query(
    `GRANT "${roleOf(municipality, 'portal')}", "${roleOf(municipality, 'staff')}" TO "${loginOf('worker')}"`,
  );
  // Publishing apps is the worker's too. The owner has the builder's tables as its own: backups, restores, migrations.
  const builder = roleOf(municipality, 'builder');
  await client.query(`GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${builder}"`);
  await client.query(`GRANT "${builder}" TO "${owner}", "${loginOf('worker')}"`);
  await layAnalysisGround(client, municipality);
}

/** The builder makes the views, analysts read them; nobody else has anything there. */
async function layAnalysisGround(client: Queryable, municipality: string): Promise<void> {
  const [schema, analysts] = [analysisSchemaOf(municipality), analystsOf(municipality)];
  await ensureRole(client, analysts);
  await client.query(
    `CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${roleOf(municipality, 'owner')}"`,
  );
  await client.query(`GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${roleOf(municipality, 'builder')}"`);
  await client.query(`GRANT USAGE ON SCHEMA "${schema}" TO "${analysts}"`);
}

type Queryable = Pick<pg.Client, 'query'>;

interface Folder {
  folder: string;
  scope: string;
  transform: (text: string) => string;
  log?: (line: string) => void;
  /** Only these files. */
  only?: ReadonlySet<string>;
  /** Inside the caller's transaction instead of one for each file. */
  joined?: boolean;
}

function municipalityFolder(municipality: string, options: MigrateOptions): Folder {
  const scope = schemaOf(municipality);
  const owner = roleOf(municipality, 'owner');
  const replaceRoles = (text: string) =>
    text.replace(
      /\{\{(portal|staff|worker|owner|builder)\}\}/g,
      (_, role: TenantRole) => `"${roleOf(municipality, role)}"`,
    );
  const prelude = `SET LOCAL ROLE "${owner}"; SET LOCAL search_path TO "${scope}", pg_temp; `;
  return {
    folder: path.join(options.directory, 'municipality'),
    scope,
    transform: (text) => prelude + replaceRoles(text),
    ...(options.log === undefined ? {} : { log: options.log }),
  };
}

async function migrationFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

async function readMigration(folder: string, file: string): Promise<{ text: string; hash: string }> {
  const text = await readFile(path.join(folder, file), 'utf8');
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

async function applyFolder(client: Queryable, options: Folder): Promise<void> {
  const { folder, scope, transform, log, only, joined } = options;
  const done = await client.query<{ file: string; hash: string }>(
    'SELECT file, hash FROM madoguchi.migrations WHERE scope = $1',
    [scope],
  );
  const known = new Map(done.rows.map((row) => [row.file, row.hash]));
  for (const file of await migrationFiles(folder)) {
    if (only !== undefined && !only.has(file)) continue;
    const { text, hash } = await readMigration(folder, file);
    if (known.has(file)) {
      if (known.get(file) !== hash)
        throw new Error(`migration ${file} was changed after it ran in ${scope}; write a new one`);
      continue;
    }
    if (!joined) await client.query('BEGIN');
    try {
      await client.query(transform(text));
      await client.query('RESET ROLE');
      await client.query('INSERT INTO madoguchi.migrations (scope, file, hash) VALUES ($1, $2, $3)', [
        scope,
        file,
        hash,
      ]);
      if (!joined) await client.query('COMMIT');
    } catch (error) {
      if (!joined) await client.query('ROLLBACK');
      throw error;
    }
    log?.(`${scope} ${file}`);
  }
}

async function ensureLogin(client: pg.Client, zone: Zone, password: string): Promise<void> {
  await ensureRole(client, loginOf(zone));
  const statement = `ALTER ROLE "${loginOf(zone)}" LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(password)}`;
  for (let tries = 1; ; tries++) {
    try {
      return void (await client.query(statement));
    } catch (error) {
      // "tuple concurrently updated": `migrationLock` holds within one database, and a drill or another installation beside it
      // may be at the same login at this moment.
      if ((error as { code?: unknown }).code !== 'XX000' || tries === 40) throw error;
      await pause(50);
    }
  }
}

async function ensureRole(client: Queryable, role: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE "${role}" NOLOGIN`);
}

async function withAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Roles are shared by the whole server, so two migrations at once would race.
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The administrator's URL with a zone's login in place of the administrator's. */
export function zoneUrl(adminUrl: string, zone: Zone, password: string): string {
  const url = new URL(adminUrl);
  url.username = loginOf(zone);
  url.password = encodeURIComponent(password);
  return url.toString();
}
