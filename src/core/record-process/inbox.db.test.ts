/** 決裁箱 of somebody with more than fits on a page: counted, narrowed, gone through. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import { type BoxAsked, readBoxAsked } from './box-asked.ts';
import {
  actOnApproval,
  actOnRecord,
  countBoxes,
  inboxOf,
  partsOfBox,
  readProcess,
  waitsOf,
} from './index.server.ts';

let studio: Studio;
let shuji: StaffActor;
let shunin: StaffActor;
let kakaricho: StaffActor;
let kacho: StaffActor;

const ja = (text: string) => ({ ja: text });
const gakuji = 'KYOI-GAKUJI';
const app = workApp('payments', [field(1, '件名', 'text'), field(2, '金額', 'money')], {
  access: [{ who: [{ department: gakuji, below: true }], may: ['view', 'add', 'edit'] }],
  // 課長 may not read what it costs.
  fieldAccess: [
    { fields: ['金額'], read: [{ who: ['係長', '主任', '主事'].map((position) => ({ position })) }] },
  ] as never,
  process: {
    states: [
      { id: 'draft', title: ja('起案前') },
      {
        id: 'circulating',
        title: ja('決裁中'),
        kind: 'approval',
        approval: { routes: ['only'], decided: 'decided', sentBack: 'draft', dropped: 'draft' },
      },
      { id: 'decided', title: ja('決裁済み'), kind: 'end' },
    ],
    acts: [
      { id: 'submit', title: ja('起案'), from: ['draft'], to: 'circulating', who: [{ department: gakuji }] },
    ],
    routes: [
      {
        id: 'only',
        title: ja('経路'),
        steps: [
          {
            id: 'check',
            title: ja('承認'),
            kind: 'approve',
            seats: [{ position: '係長', department: gakuji }],
          },
          {
            id: 'decide',
            title: ja('決裁'),
            kind: 'decide',
            seats: [{ position: '課長', department: gakuji }],
          },
        ],
      },
    ],
    keepers: [],
  } as never,
});

const draft = async (actor: StaffActor, title: string, yen: string): Promise<string> => {
  const { id } = unwrap(await studio.as(actor, (desk) => addRecord(desk, app.id, { 1: title, 2: yen })));
  const { revision } = unwrap(await studio.as(actor, (desk) => readProcess(desk, app.id, id)))!;
  unwrap(
    await studio.as(actor, (desk) => actOnRecord(desk, app.id, id, { act: 'submit', note: '', revision })),
  );
  return id;
};
const approve = async (actor: StaffActor, id: string) => {
  const { revision } = unwrap(await studio.as(actor, (desk) => readProcess(desk, app.id, id)))!;
  unwrap(
    await studio.as(actor, (desk) =>
      actOnApproval(desk, app.id, id, { verb: 'approve', note: '', revision }),
    ),
  );
};
const asked = (text: string): BoxAsked => readBoxAsked(new URLSearchParams(text));
const titles = async (actor: StaffActor, only: BoxAsked, limit = 50) =>
  unwrap(
    await studio.as(actor, (desk) => inboxOf(desk, only.box, { after: only.after, limit, only })),
  ).items.map((one) => one.title);

beforeAll(async () => {
  studio = await openStudio();
  [shuji, shunin, kakaricho, kacho] = (await Promise.all(
    ['gakuji-shuji', 'gakuji-shunin', 'gakuji-kakaricho', 'gakuji-kacho'].map((login) => studio.actor(login)),
  )) as [StaffActor, StaffActor, StaffActor, StaffActor];
  await studio.publish(app);
  await draft(shuji, '封筒', '50000');
  await draft(shunin, '机', '300000');
  await draft(shuji, '車', '1200000');
});
afterAll(() => studio.city.close());

test('is narrowed by drafter, amount and how long it waits, and says how many are left', async () => {
  const all = asked('');
  expect(await titles(kakaricho, all)).toEqual(['封筒', '机', '車']);
  expect(await titles(kakaricho, asked(`drafter=${shunin.id}`))).toEqual(['机']);
  expect(await titles(kakaricho, asked('amount=over1m'))).toEqual(['車']);
  expect(await titles(kakaricho, asked(`drafter=${shuji.id}&amount=to100k`))).toEqual(['封筒']);
  expect(await titles(kakaricho, asked('age=week'))).toEqual([]);
  await studio.as(kakaricho, ({ tx }) =>
    sql`UPDATE record_approval_seats s SET since = since - interval '8 days' FROM record_approvals a
      WHERE a.id = s.approval_id AND a.drafter_staff = ${shunin.id}::uuid AND s.state = 'open'`.execute(tx),
  );
  expect(await titles(kakaricho, asked('age=week'))).toEqual(['机']);
  expect(await titles(kakaricho, asked('app=elsewhere'))).toEqual([]);
  const parts = await studio.as(kakaricho, (desk) => partsOfBox(desk, 'turn', asked(`drafter=${shuji.id}`)));
  expect(parts).toMatchObject({
    count: 2,
    apps: [{ id: app.id, count: 3 }],
    drafters: [
      { id: shuji.id, count: 2 },
      { id: shunin.id, count: 1 },
    ],
  });
});

test('what comes behind a place is the next, whether the one before was decided or passed over', async () => {
  const one = asked('');
  const first = unwrap(
    await studio.as(kakaricho, (desk) => inboxOf(desk, 'turn', { after: null, limit: 1, only: one })),
  ).items[0]!;
  expect(first.title).toBe('机');
  expect(first.amount).toBe('300,000円');
  expect(await titles(kakaricho, { ...one, after: first.place })).toEqual(['封筒', '車']);
  await approve(kakaricho, first.recordId);
  expect(await titles(kakaricho, { ...one, after: first.place })).toEqual(['封筒', '車']);
});

test('every box is counted, what is over too; the head counts what waits', async () => {
  expect(await studio.as(kakaricho, (desk) => countBoxes(desk))).toEqual({
    turn: 2,
    review: 0,
    read: 0,
    drafted: 0,
    done: 1,
  });
  expect(await studio.as(shuji, (desk) => countBoxes(desk))).toMatchObject({ turn: 0, drafted: 2, done: 0 });
  expect(await studio.as(kakaricho, ({ tx }) => waitsOf(tx, kakaricho))).toMatchObject({ turn: 2 });
  expect(await studio.as(shuji, ({ tx }) => waitsOf(tx, shuji))).toMatchObject({ turn: 0 });
});

test('an amount that one may not read is neither shown nor asked', async () => {
  const page = unwrap(await studio.as(kacho, (desk) => inboxOf(desk, 'turn', { after: null, limit: 50 })));
  expect(page.items).toMatchObject([{ title: '机', amount: '' }]);
  for (const amount of ['to100k', 'to500k', 'to1m', 'over1m'])
    expect(await titles(kacho, asked(`amount=${amount}`)), amount).toEqual([]);
});
