/** Issue 3: stuck messages are seen and mended without showing what they say; mail that stops arriving is noticed. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countDelivery, selectDomainRates } from '#platform/mail.server';
import { insertOutbox, retryMessage, selectBacklog, selectStuck } from '#platform/outbox.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { isAlarming } from './words.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());
const as = <T>(zone: 'staff' | 'worker', work: Parameters<TestCity['staff']['tenant']>[2]) =>
  city[zone].tenant(city.code, zone, work) as Promise<T>;

test('staff see that a message waits, not what it says, and hand it on again', async () => {
  await as('staff', (tx) =>
    insertOutbox(tx, { kind: 'mail.send', target: 'outside', payload: { to: 'canary@example.jp' } }),
  );
  await as('worker', (tx) =>
    sql`UPDATE outbox SET attempts = 3, last_error = 'delivery-refused', relayed_at = now()`.execute(tx),
  );
  const [stuck] = await as<Awaited<ReturnType<typeof selectStuck>>>('staff', (tx) => selectStuck(tx, 5));
  expect(stuck).toMatchObject({
    kind: 'mail.send',
    attempts: 3,
    last_error: 'delivery-refused',
    held: false,
  });
  expect(JSON.stringify(stuck)).not.toContain('canary');
  await expect(as('staff', (tx) => sql`SELECT payload FROM outbox`.execute(tx))).rejects.toMatchObject({
    code: '42501',
  });
  expect(await as('staff', (tx) => selectBacklog(tx))).toMatchObject({ waiting: 1, failing: 1 });
  expect(await as('staff', (tx) => retryMessage(tx, stuck!.id))).toBe(true);
  expect(await as('staff', (tx) => retryMessage(tx, '1; DROP TABLE outbox'))).toBe(false);
  const { rows } = await as<{ rows: unknown[] }>('worker', (tx) =>
    sql`SELECT 1 FROM outbox WHERE relayed_at IS NULL`.execute(tx),
  );
  expect(rows).toHaveLength(1);
});

test('a domain that takes 3 % of the mail is alarming, one that refuses a single address is not', async () => {
  await as('worker', async (tx) => {
    for (let index = 0; index < 100; index++) await countDelivery(tx, `a${index}@Carrier.example`, index < 3);
    await countDelivery(tx, 'x@small.example', false);
  });
  const rates = await as<Awaited<ReturnType<typeof selectDomainRates>>>('staff', (tx) =>
    selectDomainRates(tx),
  );
  expect(rates[0]).toEqual({ domain: 'carrier.example', taken: 3, refused: 97 });
  expect(rates.map(isAlarming)).toEqual([true, false]);
});
