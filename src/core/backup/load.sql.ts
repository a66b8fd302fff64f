/** Making room for a backup, filling it, and putting everything back that had to step aside. As administrator, in one transaction. */
import pg from 'pg';
import { layShape, type Shape } from '#core/records.server';
import {
  type Connection,
  layMunicipality,
  type MigrateOptions,
  migrationLock,
  roleOf,
  schemaOf,
  within,
} from '#platform/db.server';
import { namedFiles, selectFileColumns, selectTables, type Table } from './catalogue.sql.ts';
import { sameEverywhere } from './copy.sql.ts';
import type { BackupHead, Sequence } from './model.ts';

const name = pg.escapeIdentifier;

export async function begin(client: Connection): Promise<void> {
  await client.query('BEGIN');
  await client.query(sameEverywhere);
  await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
}

/** Whether something of this municipality is here: its row, or a schema with tables. */
export async function isOccupied(client: Connection, code: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM madoguchi.municipalities WHERE code = $1
     UNION ALL SELECT 1 FROM pg_namespace WHERE nspname = $2`,
    [code, schemaOf(code)],
  );
  return (rowCount ?? 0) > 0;
}

/** Registers the municipality; host names that another one has meanwhile stay with it and are given back. */
export async function register(client: Connection, city: BackupHead['municipality']): Promise<string[]> {
  await client.query('INSERT INTO madoguchi.municipalities (code, name) VALUES ($1, $2)', [
    city.code,
    city.name,
  ]);
  const taken: string[] = [];
  for (const host of city.hosts) {
    const { rowCount } = await client.query(
      'INSERT INTO madoguchi.host_names (host, municipality) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [host, city.code],
    );
    if (rowCount === 0) taken.push(host);
  }
  return taken;
}

/** Schema, roles, tables and tables of apps as they were when the backup was taken; empty. */
export async function layOut(
  client: Connection,
  head: BackupHead,
  options: MigrateOptions,
): Promise<Table[]> {
  const { code } = head.municipality;
  const schema = schemaOf(code);
  await client.query('DELETE FROM madoguchi.migrations WHERE scope = $1', [schema]);
  await layMunicipality(client, code, options, new Set(Object.keys(head.migrations)));
  await within(client, code, 'owner', async (tx) => {
    for (const one of head.shapes) {
      const shape = one as unknown as Shape;
      const columns = head.tables.find((table) => table.name === shape.table)?.columns ?? [];
      await layShape(tx, shape, columns);
    }
  });
  return selectTables(client, schema);
}

/**
 * Foreign keys and triggers step aside while rows come in; gives the way to put them back. Rows that migrations put into
 * new tables go: all that counts comes from the backup.
 */
export async function emptyOut(
  client: Connection,
  code: string,
  tables: Table[],
): Promise<() => Promise<void>> {
  const schema = schemaOf(code);
  // Migrations and rooms have left settings of theirs; and with this path every name comes out with its schema.
  await client.query(`${sameEverywhere}; SET LOCAL search_path TO pg_catalog, pg_temp`);
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT c.conrelid::regclass::text AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c WHERE c.connamespace = $1::regnamespace AND c.contype = 'f' AND c.conparentid = 0
     ORDER BY c.conrelid, c.conname`,
    [schema],
  );
  const { rows: triggers } = await client.query<{ table: string; name: string; state: string }>(
    `SELECT t.tgrelid::regclass::text AS table, t.tgname AS name, t.tgenabled AS state
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'`,
    [schema],
  );
  const enable: Record<string, string> = { O: 'ENABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' };
  await asOwner(client, code, async () => {
    for (const key of keys) await client.query(`ALTER TABLE ${key.table} DROP CONSTRAINT ${name(key.name)}`);
    for (const one of triggers)
      await client.query(`ALTER TABLE ${one.table} DISABLE TRIGGER ${name(one.name)}`);
    await client.query(`TRUNCATE ${tables.map((table) => `${name(schema)}.${name(table.name)}`).join(', ')}`);
  });
  return () =>
    asOwner(client, code, async () => {
      for (const one of triggers)
        await client.query(`ALTER TABLE ${one.table} ${enable[one.state]} TRIGGER ${name(one.name)}`);
      for (const key of keys)
        await client.query(`ALTER TABLE ${key.table} ADD CONSTRAINT ${name(key.name)} ${key.definition}`);
    });
}

/** Counting goes on behind the highest number that was ever given out. */
export async function setSequences(client: Connection, code: string, sequences: Sequence[]): Promise<void> {
  await asOwner(client, code, async () => {
    for (const { table, column, next } of sequences)
      await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, false)', [
        `${name(schemaOf(code))}.${name(table)}`,
        column,
        next,
      ]);
  });
}

/** Which contents the restored rows name, as a list to be ticked off. */
export async function listWanted(client: Connection, code: string): Promise<void> {
  const columns = await selectFileColumns(client, schemaOf(code));
  await client.query(`CREATE TEMP TABLE wanted_files ON COMMIT DROP AS ${namedFiles(columns)}`);
  await client.query('CREATE UNIQUE INDEX ON pg_temp.wanted_files (sha256)');
  await client.query('ANALYZE pg_temp.wanted_files');
}

/** Ticks a content off; false when no row names it. */
export async function tickOff(client: Connection, sha256: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM pg_temp.wanted_files WHERE sha256 = $1', [sha256]);
  return rowCount === 1;
}

/** What was not ticked off. */
export async function stillWanted(client: Connection): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(
    'SELECT sha256 FROM pg_temp.wanted_files ORDER BY sha256',
  );
  return rows.map((row) => row.sha256);
}

/** Plans of the first hour should not be those of empty tables. */
export async function analyse(client: Connection, code: string): Promise<void> {
  const tables = await selectTables(client, schemaOf(code));
  await asOwner(client, code, async () => {
    for (const table of tables) await client.query(`ANALYZE ${name(schemaOf(code))}.${name(table.name)}`);
  });
}

async function asOwner<T>(client: Connection, code: string, work: () => Promise<T>): Promise<T> {
  await client.query(`SET LOCAL ROLE ${name(roleOf(code, 'owner'))}`);
  const result = await work();
  await client.query('SET LOCAL ROLE NONE');
  return result;
}
