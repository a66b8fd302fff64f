/** A database of one's own at the current layout, copied from the template of the tests' server. */
import pg from 'pg';

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export async function withCopy<T>(
  server: { adminUrl: string; template: string },
  work: (adminUrl: string) => Promise<T>,
): Promise<T> {
  const name = `madoguchi_test_${Math.floor(Date.now() / 1000)}_${process.pid}`;
  await asAdmin(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  try {
    return await work(url.toString());
  } finally {
    await asAdmin(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}
