/** Issue 3: signed webhooks with retries and replay, told only to those whose post reaches the case. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { webhookKindNames } from '#core/integrations';
import {
  addEndpoint,
  deliverWebhooks,
  replayDelivery,
  retrySeconds,
  rotateSecret,
  selectDeliveries,
  stopIntegration,
} from '#core/integrations.server';
import { createRegisters } from '#core/registers.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { deliverAll } from '#platform/outbox.server';
import { networksOf } from '#platform/outgoing.server';
import { type ApiOffice, administrator, openApiOffice } from './api.testing.ts';
import { allHandlers } from './handlers.server.ts';
import { type Receiver, startReceiver } from './simulators/webhook-receiver.ts';

let office: ApiOffice;
let receiver: Receiver;
let token: string;
let integration: string;
let endpoint: string;

const staff = <T>(work: (tx: Tx) => Promise<T>) => office.city.staff.tenant(office.city.code, 'staff', work);
const sceneOf = async (tx: Tx) => ({
  tx,
  actor: await administrator(tx),
  keyring: office.site.keyring,
  municipality: office.city.code,
});
const add = (owner: string, url: string, kinds: readonly string[] = webhookKindNames) =>
  staff(async (tx) => unwrap(await addEndpoint(await sceneOf(tx), owner, { url, kinds: [...kinds] })));

beforeAll(async () => {
  office = await openApiOffice();
  receiver = await startReceiver();
  ({ token, integration } = await office.join());
  const added = await add(integration, receiver.url);
  endpoint = added.id;
  receiver.secret = added.secret;
});
afterAll(async () => {
  await receiver?.close();
  await office?.close();
});
beforeEach(() => {
  receiver.mood = 'take';
  receiver.events.length = 0;
});

async function enter(): Promise<{ id: string; revision: number }> {
  const answers = { 申請者氏名: { kind: 'two', family: 'カナリア', given: '花' } };
  const body = { procedure: 'school-expense-assistance', channel: 'post', incomplete: true, answers };
  const made = await office.call('POST', '/cases', { token, body });
  expect(made.status, made.text).toBe(201);
  return made.json;
}

/** The outbox, then one round of sending; `later` moves what waits to now. */
async function carry(later = false): Promise<void> {
  const tools = { ...office.site.runtime, registers: createRegisters({}), pdf: undefined as never };
  await deliverAll({ db: office.city.worker, handlers: allHandlers(tools) }, office.city.code);
  if (later) await staff((tx) => sql`UPDATE webhook_deliveries SET next_attempt_at = now()`.execute(tx));
  await round();
}
const round = (allowed = '127.0.0.0/8') =>
  deliverWebhooks(
    {
      db: office.city.worker,
      keyring: office.site.keyring,
      log: office.site.runtime.log,
      allowed: networksOf(allowed),
      timeoutMs: 400,
    },
    office.city.code,
  );
const last = async (of = endpoint) => (await staff((tx) => selectDeliveries(tx, of)))[0]!;

test('a case that comes and moves is told, signed, once each, by ids and states only', async () => {
  const { id, revision } = await enter();
  const headers = { 'if-match': `"${revision}"` };
  expect((await office.call('POST', `/cases/${id}/receive`, { token, headers })).status).toBe(200);
  await carry();
  await carry();
  // They leave at the same moment; order is for the receiver to take from the time inside.
  const told = receiver.events.map(({ genuine, body }) => [genuine, body.type, body.data]);
  expect(told.sort()).toEqual([
    [true, 'case.received', { case: id, state: 'received' }],
    [true, 'case.stateChanged', { case: id, state: 'checking' }],
  ]);
  expect(JSON.stringify(receiver.events)).not.toContain('カナリア');
});

test.each(['fail', 'hang', 'redirect'] as const)(
  'a receiver that would %s is tried again under the same id',
  async (mood) => {
    receiver.mood = mood;
    await enter();
    await carry();
    const failed = await last();
    expect(failed).toMatchObject({
      state: 'waiting',
      attempts: 1,
      last_result: { fail: '500', hang: 'timeout', redirect: '307' }[mood],
    });
    expect(failed.next_attempt_at.getTime()).toBeGreaterThan(failed.last_attempt_at!.getTime() + 2_000);
    receiver.mood = 'take';
    await round();
    expect(receiver.events).toHaveLength(0);
    await carry(true);
    expect(receiver.events.map(({ id, genuine }) => [id, genuine])).toEqual([[failed.id, true]]);
    expect(await last()).toMatchObject({ state: 'delivered', attempts: 2 });
  },
);

test('after the last attempt it is given up, and staff send it once more', async () => {
  receiver.mood = 'fail';
  await enter();
  for (const _ of [0, ...retrySeconds]) await carry(true);
  expect(await last()).toMatchObject({ state: 'failed', attempts: retrySeconds.length + 1 });
  const asked = receiver.asked;
  await carry(true);
  expect(receiver.asked).toBe(asked);
  receiver.mood = 'take';
  const { id } = await last();
  await staff(async (tx) => unwrap(await replayDelivery(await sceneOf(tx), integration, id)));
  await carry();
  expect(receiver.events.map((event) => event.id)).toEqual([id]);
  expect(await last()).toMatchObject({ state: 'delivered' });
});

test('two workers at the same moment send each event once', async () => {
  await Promise.all([enter(), enter(), enter()]);
  await carry();
  await staff((tx) =>
    sql`UPDATE webhook_deliveries SET state = 'waiting', next_attempt_at = now()`.execute(tx),
  );
  receiver.events.length = 0;
  await Promise.all([round(), round(), round()]);
  const ids = receiver.events.map((event) => event.id);
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
});

test('after a rotation the old secret holds for a day beside the new one', async () => {
  const rotated = await staff(async (tx) =>
    unwrap(await rotateSecret(await sceneOf(tx), integration, endpoint)),
  );
  await enter();
  await carry();
  receiver.secret = rotated.secret;
  await enter();
  await carry();
  expect(receiver.events.map((event) => event.genuine)).toEqual([true, true]);
  await staff((tx) => sql`UPDATE webhook_endpoints SET old_secret_until = now()`.execute(tx));
  receiver.secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
  await enter();
  await carry();
  expect(receiver.events.at(-1)?.genuine).toBe(false);
  receiver.secret = rotated.secret;
  const { rows } = await staff((tx) =>
    sql<{ secret: string }>`SELECT secret FROM webhook_endpoints`.execute(tx),
  );
  expect(rows[0]?.secret).not.toContain('whsec_');
});

test('permission enumeration: who does not reach the case hears nothing of it', async () => {
  const heard = async (
    options: Parameters<ApiOffice['join']>[0],
    spoil?: (id: string) => Promise<unknown>,
  ) => {
    const other = await office.join(options);
    const { id } = await add(other.integration, receiver.url);
    await spoil?.(other.integration);
    await enter();
    await carry();
    return (await staff((tx) => selectDeliveries(tx, id))).length;
  };
  expect(await heard({})).toBe(1);
  expect(await heard({ roles: [] })).toBe(1);
  expect(await heard({ department: 'KYOI' })).toBe(1);
  expect(await heard({ department: 'ZAISEI-SHIMINZEI' })).toBe(0);
  expect(await heard({}, (id) => staff(async (tx) => stopIntegration(tx, await administrator(tx), id)))).toBe(
    0,
  );
  expect(
    await heard({}, (id) =>
      staff((tx) =>
        sql`UPDATE posts SET valid_from = '2020-01-01', valid_to = '2020-02-01'
          WHERE id = (SELECT post_id FROM integrations WHERE id = ${id})`.execute(tx),
      ),
    ),
  ).toBe(0);
});

test('an address inside the house is not called unless its network is allowed', async () => {
  const asked = receiver.asked;
  await enter();
  await carry();
  await staff((tx) =>
    sql`UPDATE webhook_deliveries SET state = 'waiting', next_attempt_at = now()`.execute(tx),
  );
  const before = receiver.asked;
  while ((await round('')) > 0);
  expect(receiver.asked).toBe(before);
  expect(before).toBeGreaterThan(asked);
  expect(await last()).toMatchObject({ state: 'waiting', last_result: 'not-allowed' });
});
