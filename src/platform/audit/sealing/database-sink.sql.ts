/** Anchors in a second database, on another server with other administrators. Its login needs INSERT and SELECT, no more. */
import pg from 'pg';
import type { AnchorSink } from './anchor.server.ts';

const table = 'madoguchi_audit_anchors';

export interface DatabaseSink extends AnchorSink {
  close(): Promise<void>;
}

export function databaseSink(url: string): DatabaseSink {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
  });
  pool.on('error', () => undefined);
  let prepared = false;
  /** Makes the table where the login may; where it may not, an administrator has (docs/operating/audit.md). */
  async function prepare(): Promise<void> {
    if (prepared) return;
    const { rows } = await pool.query<{ there: boolean }>(
      `SELECT to_regclass('${table}') IS NOT NULL AS there`,
    );
    if (!rows[0]!.there)
      await pool.query(`CREATE TABLE IF NOT EXISTS ${table} (
        municipality text NOT NULL, name text NOT NULL, at timestamptz NOT NULL DEFAULT now(), entry bytea NOT NULL,
        PRIMARY KEY (municipality, name))`);
    prepared = true;
  }
  return {
    name: 'database',
    every: 60,
    async put(municipality, name, bytes) {
      await prepare();
      await pool.query(
        `INSERT INTO ${table} (municipality, name, entry) VALUES ($1, $2, $3) ON CONFLICT (municipality, name) DO NOTHING`,
        [municipality, name, Buffer.from(bytes)],
      );
    },
    async *entries(municipality) {
      await prepare();
      for (let after = ''; ; ) {
        const { rows } = await pool.query<{ name: string; entry: Buffer }>(
          `SELECT name, entry FROM ${table} WHERE municipality = $1 AND name COLLATE "C" > $2 ORDER BY name COLLATE "C" LIMIT 50`,
          [municipality, after],
        );
        if (rows.length === 0) return;
        for (const { entry } of rows) yield entry;
        after = rows.at(-1)!.name;
      }
    },
    async *newest(municipality) {
      await prepare();
      const { rows } = await pool.query<{ entry: Buffer }>(
        `SELECT entry FROM ${table} WHERE municipality = $1 ORDER BY name COLLATE "C" DESC LIMIT 1`,
        [municipality],
      );
      for (const { entry } of rows) yield entry;
    },
    close: () => pool.end(),
  };
}
