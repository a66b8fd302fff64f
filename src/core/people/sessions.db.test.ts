import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import {
  deletePortalSession,
  findEndedPortalSession,
  findPortalSession,
  insertPortalSession,
} from './sessions.sql.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());

const asPortal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);
const seen = (minutesAgo: number) =>
  asPortal((tx) =>
    sql`UPDATE portal_sessions SET last_seen_at = now() - ${minutesAgo} * interval '1 minute'`.execute(tx),
  );
const minutesSince = () =>
  asPortal(async (tx) => {
    const { rows } = await sql<{ minutes: number }>`
      SELECT round(extract(epoch FROM now() - last_seen_at) / 60)::integer AS minutes FROM portal_sessions`.execute(
      tx,
    );
    return rows[0]?.minutes;
  });

test('a resident session lives on while it is used, writes that once a minute, and ends after two idle hours', async () => {
  await asPortal((tx) => insertPortalSession(tx, 'hash', null));
  await seen(0.5);
  expect(await asPortal((tx) => findPortalSession(tx, 'hash'))).toEqual({ accountId: null });
  const untouched = await asPortal(async (tx) => {
    const { rows } = await sql<{ untouched: boolean }>`
      SELECT last_seen_at < now() - interval '20 seconds' AS untouched FROM portal_sessions`.execute(tx);
    return rows[0]?.untouched;
  });
  expect(untouched).toBe(true);
  await seen(119);
  expect(await asPortal((tx) => findPortalSession(tx, 'hash'))).toEqual({ accountId: null });
  expect(await minutesSince()).toBe(0);
  await seen(121);
  expect(await asPortal((tx) => findPortalSession(tx, 'hash'))).toBeNull();
  expect(await minutesSince()).toBe(121);
});

test('two pages of one session at the same time do not wait for each other', async () => {
  await seen(0);
  await asPortal(async (first) => {
    await findPortalSession(first, 'hash');
    const second = asPortal((tx) => findPortalSession(tx, 'hash'));
    expect(await second).toEqual({ accountId: null });
  });
});

test('what ended by itself is known for a day, what was signed out is not', async () => {
  const ended = () => asPortal((tx) => findEndedPortalSession(tx, 'hash'));
  await seen(121);
  expect(await ended()).toEqual({ accountId: null });
  await seen(25 * 60);
  expect(await ended()).toEqual({ accountId: null });
  await seen(27 * 60);
  expect(await ended()).toBeNull();
  await seen(121);
  await asPortal((tx) => deletePortalSession(tx, 'hash'));
  expect(await ended()).toBeNull();
});
