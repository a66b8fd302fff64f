import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import { integrationHandlers } from '#core/integrations.server';
import type { StaffActor } from '#core/policy';
import { unwrap } from '#kernel/result';
import type { Log } from '#platform/log.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { field, keyring, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import { remindOfDeadlines } from '../deadlines/remind.server.ts';
import { actOnApproval, actOnRecord, readProcess } from '../index.server.ts';
import { effectHandlers } from './effect-handlers.server.ts';

let studio: Studio;
let shuji: StaffActor;
let kakaricho: StaffActor;
let kacho: StaffActor;
const gakuji = 'KYOI-GAKUJI';
const ja = (text: string) => ({ ja: text });
const everybody = [{ who: [{ department: gakuji, below: true }], may: ['view', 'add', 'edit'] }];

/** What was bought, made by the first app and by nobody's hand. */
const stock = workApp(
  'stock',
  [field(1, '物品', 'text', { required: true }), field(2, '数', 'number', { required: true })],
  {
    access: everybody as never,
  },
);
const orders = workApp(
  'orders',
  [
    field(1, '品名', 'text'),
    field(2, '金額', 'number'),
    field(3, '税込', 'number'),
    field(4, '状態', 'status'),
  ],
  {
    access: [
      ...everybody,
      { who: [{ position: '課長', department: gakuji }], may: ['view', 'manage'] },
    ] as never,
    process: {
      states: [
        {
          id: 'new',
          title: ja('受付'),
          deadline: { days: 2, working: false, remind: [1], escalate: [{ head: 'drafter' }] },
        },
        {
          id: 'deciding',
          title: ja('決裁中'),
          kind: 'approval',
          approval: { routes: ['usual'], decided: 'done', sentBack: 'new', dropped: 'done' },
        },
        {
          id: 'done',
          title: ja('完了'),
          kind: 'end',
          effects: [
            { kind: 'set', field: '税込', to: '金額 * 1.1' },
            { kind: 'create', app: 'stock', values: { 物品: '品名', 数: '金額' } },
            { kind: 'notify', who: [{ position: '係長' }] },
            { kind: 'webhook' },
          ],
        },
      ],
      acts: [
        {
          id: 'finish',
          title: ja('完了にする'),
          from: ['new'],
          to: 'done',
          who: [{ everyone: true }],
          effects: [{ kind: 'set', field: '品名', to: '品名 & "（済）"' }],
        },
        { id: 'draft', title: ja('起案する'), from: ['new'], to: 'deciding', who: [{ everyone: true }] },
      ],
      routes: [
        {
          id: 'usual',
          title: ja('通常'),
          steps: [
            {
              id: 'last',
              title: ja('決裁'),
              kind: 'decide',
              seats: [{ position: '係長' }],
              deadline: { days: 3, working: false, remind: [1], escalate: [{ position: '課長' }] },
            },
          ],
        },
      ],
      keepers: [],
    } as never,
  },
);

/** Each says something of an order, which follows as soon as it is made. */
const deliveries = workApp(
  'deliveries',
  [field(1, '注文', 'reference', { options: { app: 'orders' } }), field(2, '納めた額', 'number')],
  {
    access: everybody as never,
    process: {
      states: [
        {
          id: 'made',
          title: ja('納品'),
          kind: 'end',
          lock: 'open',
          effects: [{ kind: 'update', record: '注文', values: { 金額: '納めた額', 品名: '"納品済み"' } }],
        },
      ],
    } as never,
  },
);

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(stock);
  await studio.publish(orders);
  await studio.publish(deliveries);
  shuji = await studio.actor('gakuji-shuji');
  kakaricho = await studio.actor('gakuji-kakaricho');
  kacho = await studio.actor('gakuji-kacho');
});
afterAll(() => studio.city.close());

/** What is only logged would look like nothing to say. */
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_event, thrown) => {
    throw thrown;
  },
};
const handlers: Handlers = { ...effectHandlers({ keyring, log }), ...integrationHandlers };

interface Posted {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
}
const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  studio.city.admin.tenant(studio.city.code, 'owner', async (tx) => (await query.execute(tx)).rows);
const posted = (kind: string): Promise<Posted[]> =>
  rows(sql<Posted>`SELECT id, kind, payload FROM outbox WHERE kind = ${kind} ORDER BY id`);
const deliver = async (messages: Posted[]) => {
  for (const message of messages)
    await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      handlers[message.kind]!.handle({ tx, municipality: studio.city.code, message } as unknown as Deliver),
    );
};
const effectsOf = async (recordId: string) =>
  (await posted('record.effects')).filter((one) => one.payload.recordId === recordId);
const kindsIn = (payload: Posted['payload']) =>
  (payload.effects as { effect: { kind: string } }[]).map((one) => one.effect.kind);
const add = async (values: Record<string, string>) =>
  unwrap(await studio.as(shuji, (desk) => addRecord(desk, orders.id, values))).id;
const press = (id: string, act: string) =>
  studio.as(shuji, (desk) => actOnRecord(desk, orders.id, id, { act, note: '', revision: 1 })).then(unwrap);
const logOf = async (id: string) =>
  unwrap(await studio.as(shuji, (desk) => readProcess(desk, orders.id, id)))!.log.filter(
    (one) => one.kind === 'system',
  );

describe('effects', () => {
  test('wait for nobody and are done by the worker, each once however often its message arrives', async () => {
    const id = await add({ 1: '机', 2: '1000' });
    await press(id, 'finish');
    expect(await studio.stored(orders, id)).toMatchObject({ 1: '机', 2: '1000' });
    const messages = await effectsOf(id);
    expect(messages.flatMap(({ payload }) => kindsIn(payload))).toEqual([
      'set',
      'set',
      'create',
      'notify',
      'webhook',
    ]);
    await deliver(messages);
    await deliver(messages);
    // Set once, though it would change again: 「机（済）（済）」.
    expect(await studio.stored(orders, id)).toMatchObject({ 1: '机（済）', 3: '1100' });
    const made = await rows(sql<{ id: string }>`
      SELECT to_record_id AS id FROM record_links WHERE app_id = 'orders' AND record_id = ${id}::uuid AND to_app_id = 'stock'`);
    expect(made).toHaveLength(1);
    expect(await studio.stored(stock, made[0]!.id)).toMatchObject({ 1: '机（済）', 2: '1000' });
    const told = (await posted('notice.tell')).filter(
      ({ payload }) => payload.kind === 'process' && payload.recordId === id,
    );
    expect(told.map(({ payload }) => payload.to)).toEqual([[kakaricho.id]]);
    expect((await logOf(id)).map((one) => one.title)).toEqual([
      '自動：値の設定',
      '自動：値の設定',
      '自動：レコードの作成',
      '自動：知らせる',
      '自動：外部への通知',
    ]);
    const history = await rows(sql<{ kind: string; via: string }>`
      SELECT actor_kind AS kind, via FROM record_history WHERE app_id = 'orders' AND record_id = ${id}::uuid AND revision = 2`);
    expect(history).toEqual([{ kind: 'system', via: 'process' }]);
  });

  test('one that cannot be done says so in the log, and holds up neither the record nor the others', async () => {
    const id = await add({ 1: '棚' });
    await press(id, 'finish');
    await deliver(await effectsOf(id));
    const lines = await logOf(id);
    expect(lines.find((one) => one.verb === 'effect.create')?.title).toContain('できませんでした');
    expect(lines.find((one) => one.verb === 'effect.notify')?.title).not.toContain('できませんでした');
    expect(await studio.stored(orders, id)).toMatchObject({ 1: '棚（済）' });
    // Whoever keeps the app hears of it, and not of every record that meets the same mistake.
    const again = await add({ 1: '棚' });
    await press(again, 'finish');
    await deliver(await effectsOf(again));
    const told = (await posted('notice.tell')).filter(({ payload }) => payload.kind === 'failed');
    expect(told.map(({ payload }) => [payload.recordId, payload.to])).toEqual([[id, [kacho.id]]]);
  });

  test('one writes into the record that is named, in one change that is nobody’s; one that names none says so', async () => {
    const id = await add({ 1: '机', 2: '1000' });
    const deliver1 = async (values: Record<string, string>) => {
      const made = unwrap(await studio.as(shuji, (desk) => addRecord(desk, deliveries.id, values))).id;
      await deliver(await effectsOf(made));
      return unwrap(await studio.as(shuji, (desk) => readProcess(desk, deliveries.id, made)))!.log;
    };
    expect((await deliver1({ 1: id, 2: '800' })).map((one) => one.title)).toEqual([
      '自動：ほかのレコードの変更',
    ]);
    expect(await studio.stored(orders, id)).toMatchObject({ 1: '納品済み', 2: '800' });
    const history = await rows(sql<{ kind: string; via: string }>`
      SELECT actor_kind AS kind, via FROM record_history WHERE app_id = 'orders' AND record_id = ${id}::uuid AND revision > 1`);
    expect(history).toEqual([{ kind: 'system', via: 'process' }]);
    expect((await deliver1({ 2: '5' })).map((one) => one.title)).toEqual([
      '自動：ほかのレコードの変更（できませんでした）',
    ]);
  });

  test('none of another app changes what people put their names to', async () => {
    const id = await add({ 1: '決裁中の机', 2: '1000' });
    await press(id, 'draft');
    const made = unwrap(
      await studio.as(shuji, (desk) => addRecord(desk, deliveries.id, { 1: id, 2: '999999' })),
    ).id;
    await deliver(await effectsOf(made));
    expect(await studio.stored(orders, id)).toMatchObject({ 1: '決裁中の机', 2: '1000' });
    const { log: lines } = unwrap(await studio.as(shuji, (desk) => readProcess(desk, deliveries.id, made)))!;
    expect(lines.at(-1)).toMatchObject({ title: expect.stringContaining('できませんでした') });
  });

  test('of a record that is gone nothing is done and nothing kept', async () => {
    const gone = randomUUID();
    const [sample] = await effectsOf(await finished());
    await deliver([{ ...sample!, id: '9000000', payload: { ...sample!.payload, recordId: gone } }]);
    const kept = await rows(
      sql<{ n: string }>`SELECT 1 AS n FROM record_acts WHERE record_id = ${gone}::uuid`,
    );
    expect(kept).toEqual([]);
  });

  test('tell other systems ids and the state, once for each that may see the record', async () => {
    const [endpoint, integration] = [randomUUID(), randomUUID()];
    const post = kakaricho.post!;
    await studio.city.admin.tenant(studio.city.code, 'owner', async (tx) => {
      await sql`INSERT INTO integrations (id, name, purpose, contact, staff_id, post_id, created_by)
        VALUES (${integration}::uuid, '台帳', '', '', ${post.staffId}::uuid, ${post.id}::uuid, ${post.id}::uuid)`.execute(
        tx,
      );
      await sql`INSERT INTO webhook_endpoints (id, integration_id, url, kinds, secret, created_by)
        VALUES (${endpoint}::uuid, ${integration}::uuid, 'https://example.jp/', '{record.stateChanged}', 'x', ${post.id}::uuid)`.execute(
        tx,
      );
    });
    const id = await finished();
    await deliver(await effectsOf(id));
    const events = (await posted('webhook.record')).filter(({ payload }) => payload.recordId === id);
    await deliver(events);
    await deliver(events);
    const sent = await rows(
      sql<{ body: string }>`SELECT body FROM webhook_deliveries WHERE endpoint_id = ${endpoint}::uuid`,
    );
    expect(sent.map(({ body }) => JSON.parse(body).data)).toEqual([
      { app: 'orders', record: id, state: 'done' },
    ]);
  });
});

const finished = async (): Promise<string> => {
  const id = await add({ 1: randomUUID(), 2: '1' });
  await press(id, 'finish');
  return id;
};

describe('deadlines', () => {
  const remind = (days: number) =>
    remindOfDeadlines(
      { db: studio.city.staff, log },
      studio.city.code,
      new Date(
        Date.now() + days * 24 * 3600_000 - ((Date.now() + 9 * 3600_000) % (24 * 3600_000)) + 12 * 3600_000,
      ),
    );
  test('of many at once are all told in one round, states and steps, a piece at a time and each once', async () => {
    const ids = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => add({ 1: name, 2: '1' })));
    for (const id of ids.slice(0, 3)) await press(id, 'draft');
    const few = { db: studio.city.staff, log, atOnce: 2 };
    const noon = (days: number) => new Date(Date.now() + days * 24 * 3600_000);
    // At noon in Tokyo, whenever the test runs.
    const at = (days: number) => new Date(`${noon(days).toISOString().slice(0, 10)}T03:00:00Z`);
    for (const day of [8, 8, 9]) await remindOfDeadlines(few, studio.city.code, at(day));
    for (const id of ids) expect(await toldOf(id)).toHaveLength(1);
  });

  const toldOf = async (id: string) =>
    (await posted('notice.tell'))
      .filter(({ payload }) => payload.kind === 'due' && payload.recordId === id)
      .map(({ payload }) => payload.to as string[]);

  test('of a state remind whoever leads on, then tell who is above, once each', async () => {
    const id = await add({ 1: 'いす', 2: '1' });
    await remind(0);
    expect(await toldOf(id)).toEqual([]);
    await remind(1);
    await remind(1);
    expect(await toldOf(id)).toHaveLength(1);
    await remind(3);
    await remind(4);
    const told = await toldOf(id);
    expect(told).toHaveLength(2);
    expect(told[1]).toContain(kacho.id);
  });

  test('of a step remind who is asked, and escalate when it has passed', async () => {
    const id = await add({ 1: '本', 2: '1' });
    await press(id, 'draft');
    await remind(2);
    await remind(2);
    expect(await toldOf(id)).toEqual([[kakaricho.id]]);
    await remind(4);
    await remind(5);
    const told = await toldOf(id);
    expect(told).toHaveLength(2);
    expect(told[1]?.sort()).toEqual([kakaricho.id, kacho.id].sort());
    const { revision } = unwrap(await studio.as(kakaricho, (desk) => readProcess(desk, orders.id, id)))!;
    unwrap(
      await studio.as(kakaricho, (desk) =>
        actOnApproval(desk, orders.id, id, { verb: 'decide', note: '', revision }),
      ),
    );
    expect((await effectsOf(id)).flatMap(({ payload }) => kindsIn(payload))).toHaveLength(4);
    await remind(30);
    expect(await toldOf(id)).toHaveLength(2);
  });
});
