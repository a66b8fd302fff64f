import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase, type Database, zoneUrl } from '#platform/db.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createTestCity } from '../../../scripts/test/city.ts';
import { testPassword } from '../../../scripts/test/database.ts';
import { startFaultProxy } from '../../../scripts/test/fault-proxy.ts';
import { patientPool } from './patient-pool.server.ts';

/** How many connections of this database hear of new messages. */
async function listeners(db: Database): Promise<number> {
  const { rows } = await db.shared((client) =>
    client.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND query = 'LISTEN madoguchi_outbox'`,
    ),
  );
  return rows[0]!.count;
}

test('the database goes away in the middle of every hand’s work: the next message is delivered all the same, and heard', async () => {
  const city = await createTestCity();
  const url = new URL(zoneUrl(city.adminUrl, 'worker', testPassword));
  const line = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const db = createDatabase({ url: url.toString(), max: 6, onError: () => undefined });
  let begun = 0;
  let slow = true;
  const delivered: unknown[] = [];
  const relay = await startRelay({
    db,
    log: createLog('silent', 'test'),
    municipalities: async () => [city.code],
    concurrency: 2,
    handlers: {
      probe: {
        zone: 'staff',
        async handle({ message }) {
          begun++;
          if (slow) await pause(500);
          delivered.push(message.payload);
        },
      },
    },
  });
  const write = (name: string) =>
    city.admin.tenant(city.code, 'owner', (tx) =>
      sql`INSERT INTO outbox (kind, target, payload) VALUES ('probe', 'staff', ${JSON.stringify({ name })}::jsonb)`.execute(
        tx,
      ),
    );
  try {
    await write('one');
    await write('two');
    await expect.poll(() => begun, { timeout: 60_000 }).toBe(2);
    line.mood = 'refuse';
    slow = false;
    await expect.poll(() => listeners(city.worker), { timeout: 60_000 }).toBe(0);
    line.mood = 'pass';
    delivered.length = 0;
    // The listener has its connection again: what follows is heard, not found by the next poll.
    await expect.poll(() => listeners(city.worker), { timeout: 60_000 }).toBe(1);
    await write('three');
    await expect.poll(() => delivered, { timeout: 60_000 }).toContainEqual({ name: 'three' });
    await write('four');
    await expect.poll(() => delivered, { timeout: 60_000 }).toContainEqual({ name: 'four' });
  } finally {
    await relay.stop();
    await db.close();
    await line.close();
    await city.close();
  }
});

test('a line that a killed hand held goes on with the next worker', async () => {
  const city = await createTestCity();
  const delivered: string[] = [];
  const options = {
    db: city.worker,
    log: createLog('silent', 'test'),
    municipalities: async () => [city.code],
    handlers: {
      held: {
        zone: 'staff' as const,
        lines: 1,
        async handle({ message }: { message: { payload: unknown } }) {
          delivered.push((message.payload as { name: string }).name);
        },
      },
    },
  };
  const owner = <T>(work: Parameters<typeof city.admin.tenant<T>>[2]) =>
    city.admin.tenant(city.code, 'owner', work);
  const write = (name: string) =>
    owner((tx) =>
      sql`INSERT INTO outbox (kind, target, payload) VALUES ('held', 'staff', ${JSON.stringify({ name })}::jsonb)`.execute(
        tx,
      ),
    );
  const first = await startRelay(options);
  await write('before');
  await expect.poll(() => delivered, { timeout: 60_000 }).toContain('before');
  await first.stop();
  // As a power cut leaves it: the line is somebody's who is not there any more.
  await city.worker.shared((client) =>
    client.query(
      `INSERT INTO graphile_worker._private_job_queues (queue_name, locked_by, locked_at) VALUES ('held:0', 'pool-gone', now())
       ON CONFLICT (queue_name) DO UPDATE SET locked_by = 'pool-gone', locked_at = now()`,
    ),
  );
  await city.worker.shared(async (client) => {
    await client.query(
      `SELECT graphile_worker.add_job('deliver', '{}', queue_name => 'held:0', job_key => 'gone', max_attempts => 1)`,
    );
    await client.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-gone', locked_at = now() WHERE key = 'gone'`,
    );
  });
  const second = await startRelay(options);
  try {
    await write('after');
    await expect.poll(() => delivered, { timeout: 60_000 }).toContain('after');
  } finally {
    await second.stop();
    await city.close();
  }
});

test('a statement of the queue whose connection ends under it is asked again, and not for ever', async () => {
  const city = await createTestCity();
  const { pool, impatient } = patientPool(city.worker);
  try {
    const client = await pool.connect();
    const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
    await city.worker.shared((other) => other.query('SELECT pg_terminate_backend($1)', [rows[0]!.id]));
    expect((await client.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    client.release();
    // Nobody keeps a dead connection while asking for another: as many hands as the pool has connections go on.
    const all = await Promise.all(Array.from({ length: pool.options.max ?? 10 }, () => pool.connect()));
    const ids = await Promise.all(
      all.map((one) => one.query<{ id: number }>('SELECT pg_backend_pid() AS id')),
    );
    await city.admin.shared(async (other) => {
      for (const { rows: found } of ids) await other.query('SELECT pg_terminate_backend($1)', [found[0]!.id]);
    });
    const answers = await Promise.all(all.map((one) => one.query<{ one: number }>('SELECT 1 AS one')));
    expect(answers.every((one) => one.rows[0]!.one === 1)).toBe(true);
    for (const one of all) one.release();
    const next = await pool.connect();
    await expect(next.query('SELECT pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
    next.release();
  } finally {
    impatient();
    await city.close();
  }
});
