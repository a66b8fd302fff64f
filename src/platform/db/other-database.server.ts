/** Further databases on the server of an installation: for restoring beside it, and for drills that are thrown away. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The same server and login, another database. */
export function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.toString();
}

/** Makes the database unless it is there. Needs a login that may create databases. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  await asAdmin(adminUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0)
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`);
  });
  return withDatabase(adminUrl, name);
}

const day = 24 * 3600;

/** A database of one's own. What drills that were killed have left goes first. */
export async function scratchDatabase(adminUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const now = Math.floor(Date.now() / 1000);
  const name = `madoguchi_scratch_${now}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database d WHERE datname LIKE 'madoguchi\\_scratch\\_%'
         AND split_part(datname, '_', 3)::bigint < $1
         AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)`,
      [now - day],
    );
    for (const old of rows) await client.query(`DROP DATABASE IF EXISTS ${old.name}`);
    await client.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  });
  return {
    url: withDatabase(adminUrl, name),
    drop: () =>
      asAdmin(adminUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
