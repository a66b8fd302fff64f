/** What people are told of: through the acts of this room, the worker's handlers and the mail of the day. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listNotices,
  markRead,
  noticeHandlers,
  openNotice,
  readRules,
  saveRules,
  sendDigests,
  sweepNotices,
} from '#core/notices.server';
import type { StaffActor } from '#core/policy';
import { waitsOf } from '#core/record-process.server';
import { unwrap } from '#kernel/result';
import { deliverAll } from '#platform/outbox.server';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, commentOnRecord, editRecord, followRecord, mergeRecords } from './index.server.ts';

const everyone = [{ everyone: true as const }];
const app = workApp(
  'visits',
  [
    field(1, '件名'),
    field(2, '公開', 'yes-no'),
    field(3, '秘密'),
    field(4, '担当', 'user'),
    field(5, '作成者', 'created-by'),
  ],
  {
    access: [
      { who: everyone, may: ['view', 'add', 'edit', 'delete'], when: '公開 = TRUE' },
      { who: [{ field: '作成者' }], may: ['view', 'edit', 'delete', 'manage'] },
    ],
    fieldAccess: [{ fields: ['秘密'], read: [{ who: [{ field: '作成者' }] }] }],
  },
);

let studio: Studio;
let [author, reader, third]: StaffActor[] = [];
const mails: { to: string; subject: string; text: string }[] = [];

beforeAll(async () => {
  studio = await openStudio();
  author = await studio.actor('gakuji-shuji');
  reader = await studio.actor('gakuji-kacho');
  third = await studio.actor('kosodate-shunin');
  await studio.publish(app);
});
afterAll(() => studio.city.close());

/** The worker, until nothing waits; mails are taken down. */
const deliver = () =>
  deliverAll(
    {
      db: studio.city.worker,
      handlers: {
        ...noticeHandlers({ staffOrigin: 'https://staff.example' }),
        'mail.send': {
          zone: 'worker',
          handle: async ({ message }) => void mails.push(message.payload as (typeof mails)[number]),
        },
      },
    },
    studio.city.code,
  );

const add = async (answers: object) =>
  unwrap(await studio.as(author!, (desk) => addRecord(desk, app.id, answers as never))).id;
const edit = async (id: string, revision: number, changes: object, by = author!) =>
  unwrap(
    await studio.as(by, (desk) => editRecord(desk, app.id, id, { revision, changes: changes as never })),
  );
const follow = async (who: StaffActor, id: string) =>
  unwrap(await studio.as(who, (desk) => followRecord(desk, app.id, id, true)));
const told = async (who: StaffActor) => {
  await deliver();
  const { notices } = await studio.as(who, (desk) => listNotices(desk, { unread: true, kind: null }));
  return notices.map((one) => [one.kind, one.record]);
};
const clear = async () => {
  await deliver();
  for (const one of [author!, reader!, third!])
    await studio.as(one, (desk) => markRead(desk, null, new Date(Date.now() + 1000)));
  mails.length = 0;
};

test('who follows hears of changes and comments of others, who is called by name hears that, and mail names no record', async () => {
  const id = await add({ 1: '南区の件', 2: true });
  await follow(reader!, id);
  await follow(author!, id);
  await edit(id, 1, { 1: '北区の件' });
  unwrap(
    await studio.as(author!, (desk) =>
      commentOnRecord(desk, app.id, id, { body: '秘密の相談', mentions: [third!.id!] }),
    ),
  );
  expect(await told(reader!)).toEqual([
    ['comment', '北区の件'],
    ['change', '北区の件'],
  ]);
  expect(await told(third!)).toEqual([['mention', '北区の件']]);
  expect(await told(author!)).toEqual([]);
  expect(mails).toHaveLength(1);
  expect(mails[0]!.text).toContain('■ visits\n　宛先　1件');
  expect(JSON.stringify(mails)).not.toMatch(/北区|相談|[0-9a-f]{8}-[0-9a-f]{4}/);
  // Opening one reads all that the record has to say.
  const [first] = (await studio.as(reader!, (desk) => listNotices(desk, { unread: true, kind: null })))
    .notices;
  expect(await studio.as(third!, (desk) => openNotice(desk, first!.id))).toMatchObject({ ok: false });
  unwrap(await studio.as(reader!, (desk) => openNotice(desk, first!.id)));
  expect(await studio.as(reader!, ({ tx }) => waitsOf(tx, reader!))).toMatchObject({ unread: 0 });
  await clear();
});

test('nobody is told of a record that left their sight, nor of a change of what they may not read', async () => {
  const id = await add({ 1: 'あ', 2: true, 3: 'x' });
  await follow(reader!, id);
  await edit(id, 1, { 3: 'y' });
  expect(await told(reader!)).toEqual([]);
  // Told while it could be seen; then it is closed to them, and the page and the bell's list say nothing of it.
  await edit(id, 2, { 1: 'い' });
  expect(await told(reader!)).toEqual([['change', 'い']]);
  await edit(id, 3, { 2: false });
  const shown = await studio.as(reader!, (desk) => listNotices(desk, { unread: false, kind: null }));
  expect(shown.notices.filter((one) => one.recordId === id)).toEqual([]);
  expect(shown.hidden).toBeGreaterThan(0);
  await edit(id, 4, { 1: 'う' });
  await deliver();
  const { rows } = await studio.as(reader!, ({ tx }) =>
    sql`SELECT id FROM notices WHERE record_id = ${id} AND staff_id = ${reader!.id}`.execute(tx),
  );
  expect(rows).toHaveLength(1);
  await clear();
});

test('whoever is put into a record is told once, and a message handled again tells nobody again', async () => {
  const id = await add({ 1: 'か', 2: true, 4: reader!.id });
  expect(await told(reader!)).toEqual([['assigned', 'か']]);
  await edit(id, 1, { 1: 'き' });
  expect(await told(reader!)).toEqual([['assigned', 'き']]);
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`UPDATE outbox SET delivered_at = NULL, relayed_at = NULL WHERE kind = 'notice.tell'`.execute(tx),
  );
  expect(await told(reader!)).toEqual([['assigned', 'き']]);
  await clear();
});

test('a quiet app keeps silent but for who is called; a kind that is switched off is not kept at all', async () => {
  const id = await add({ 1: 'さ', 2: true });
  await follow(reader!, id);
  const rules = await studio.as(reader!, ({ tx }) => readRules(tx, reader!.id!));
  await studio.as(reader!, (desk) => saveRules(desk, { ...rules, quiet: [app.id] }));
  await edit(id, 1, { 1: 'し' });
  expect(await told(reader!)).toEqual([]);
  unwrap(
    await studio.as(author!, (desk) =>
      commentOnRecord(desk, app.id, id, { body: 'お願い', mentions: [reader!.id!] }),
    ),
  );
  expect(await told(reader!)).toEqual([['mention', 'し']]);
  await studio.as(reader!, (desk) => saveRules(desk, { ways: { ...rules.ways, change: 'none' }, quiet: [] }));
  await edit(id, 2, { 1: 'す' });
  expect(await told(reader!)).toEqual([['mention', 'す']]);
  await studio.as(reader!, (desk) => saveRules(desk, rules));
  await clear();
});

test('the mail of the day comes once, with what may still be seen, and not before its hour', async () => {
  const [open, closed] = [await add({ 1: 'た', 2: true }), await add({ 1: 'ち', 2: true })];
  for (const id of [open, closed]) {
    await follow(reader!, id);
    await edit(id, 1, { 1: '変' });
  }
  await edit(open, 2, { 1: '更' });
  await deliver();
  await edit(closed, 2, { 2: false });
  await deliver();
  mails.length = 0;
  const { code, worker } = studio.city;
  const send = (now: Date) => sendDigests(worker, code, 'https://staff.example', now);
  const tomorrow = new Date(Date.now() + 36 * 3600_000).toISOString().slice(0, 10);
  expect(await send(new Date(`${tomorrow}T07:59:00+09:00`))).toBe(0);
  expect(await send(new Date(`${tomorrow}T08:01:00+09:00`))).toBe(1);
  expect(await send(new Date(`${tomorrow}T08:16:00+09:00`))).toBe(0);
  await deliver();
  expect(mails.map((one) => one.subject)).toEqual([expect.stringContaining('お知らせが2件')]);
  expect(mails[0]!.text).toContain('■ visits\n　変更　2件');
  await clear();
});

test('notices of a merged record lead to the survivor, and all go after their term', async () => {
  const [one, two] = [await add({ 1: 'な', 2: true }), await add({ 1: 'に', 2: true })];
  await follow(reader!, two);
  await edit(two, 1, { 1: 'ぬ' });
  await deliver();
  unwrap(
    await studio.as(author!, (desk) =>
      mergeRecords(desk, app.id, {
        survivor: { id: one, revision: 1 },
        merged: { id: two, revision: 2 },
        take: [],
      }),
    ),
  );
  expect(await told(reader!)).toContainEqual(['change', 'な']);
  expect(await sweepNotices(studio.city.worker, studio.city.code)).toBe(0);
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`UPDATE notices SET at = at - interval '91 days'`.execute(tx),
  );
  expect(await sweepNotices(studio.city.worker, studio.city.code)).toBeGreaterThan(0);
});
