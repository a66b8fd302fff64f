import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase, zoneUrl } from '#platform/db.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createTestCity } from '../../../scripts/test/city.ts';
import { testPassword } from '../../../scripts/test/database.ts';
import { startFaultProxy } from '../../../scripts/test/fault-proxy.ts';

test('the database goes away in the middle of every hand’s work: the next message is delivered all the same, at once', async () => {
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
    await expect.poll(() => begun, { timeout: 10_000 }).toBe(2);
    line.mood = 'refuse';
    slow = false;
    await pause(1_500);
    line.mood = 'pass';
    delivered.length = 0;
    await pause(2_500);
    await write('three');
    await expect.poll(() => delivered, { timeout: 10_000 }).toContainEqual({ name: 'three' });
    // Heard, not found by the poll: the listener has its connection again.
    const before = performance.now();
    await write('four');
    await expect.poll(() => delivered, { timeout: 10_000, interval: 10 }).toContainEqual({ name: 'four' });
    expect(performance.now() - before).toBeLessThan(1_800);
  } finally {
    await relay.stop();
    await db.close();
    await line.close();
    await city.close();
  }
}, 60_000);
