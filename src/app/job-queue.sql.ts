/** The job queue's own schema belongs to the worker's login; only the administrator can let it be made. */
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { loginOf } from '#platform/db.server';

/** Creates or updates graphile-worker's tables as the worker, who may create a schema only while this runs. */
export async function ensureJobQueue(adminUrl: string, workerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('madoguchi-job-queue'))");
    const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
    const database = rows[0]!.name;
    await client.query(`GRANT CREATE ON DATABASE ${database} TO ${loginOf('worker')}`);
    try {
      await runMigrations({ connectionString: workerUrl, logger: undefined });
    } finally {
      await client.query(`REVOKE CREATE ON DATABASE ${database} FROM ${loginOf('worker')}`);
    }
  } finally {
    await client.end();
  }
}
