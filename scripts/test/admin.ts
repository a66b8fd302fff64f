/** Statements on the test server as its superuser, outside of any transaction. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Copies or drops a database. The server waits five seconds for those who are leaving it and then refuses with 55006: on a busy
 * machine somebody who was told to go, or its own cleaning, may take longer.
 */
export async function whenLeft(url: string, statement: string): Promise<void> {
  await asAdmin(url, async (client) => {
    for (let tries = 1; ; tries++) {
      try {
        return await client.query(statement);
      } catch (error) {
        if ((error as { code?: unknown }).code !== '55006' || tries === 12) throw error;
        await sleep(250);
      }
    }
  });
}
