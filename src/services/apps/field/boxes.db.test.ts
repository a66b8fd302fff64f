/** Records on devices: who may take what, whose box it is, that a repeated post counts once, and what ends it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord, editRecord } from '#core/entries.server';
import type { TakenBox } from '#core/offline';
import {
  contactBoxes,
  releaseKey,
  returnBox,
  revokeBox,
  selectBoxesOfApp,
  sweepBoxes,
} from '#core/offline.server';
import type { StaffActor } from '#core/policy';
import { recordMeasure } from '#core/protection.server';
import { selectHistory } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { Refusal } from '#platform/http.server';
import { auditOf, field, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import type { StaffScene } from '../record/desk.server.ts';
import { receive } from './receive.server.ts';
import { sceneAt } from './scene.testing.ts';
import { takableApp, take } from './take-page.server.ts';

const everyone = [{ everyone: true as const }];
const houses = workApp(
  'field-houses',
  [
    field(1, '所在'),
    field(2, '所見'),
    field(3, '所有者', 'person-name'),
    field(4, '口座', 'bank-account', { classification: 'sealed' }),
    field(5, '項目', 'lines', { fields: [field(51, '部位'), field(52, '点', 'number')] }),
    field(6, '電話', 'phone'),
    field(7, '写真', 'annotated-photo'),
  ],
  {
    legalBasis: '条例第1条',
    offline: { hours: 8 },
    access: [
      { who: everyone, may: ['view', 'add'] },
      { who: [{ department: 'KYOI-GAKUJI', below: true }], may: ['edit'] },
    ],
  } as never,
);
const indoors = workApp('field-indoors', [field(1, '件名')], {
  access: [{ who: everyone, may: ['view', 'add', 'edit'] }],
} as never);

let studio: Studio;
let clerk: StaffActor;
let other: StaffActor;

beforeAll(async () => {
  studio = await openStudio();
  clerk = await studio.actor('gakuji-shunin');
  other = await studio.actor('shiminzei-shuji');
  for (const app of [houses, indoors]) await studio.publish(app);
});
afterAll(() => studio?.city.close());

const at = <T>(
  actor: StaffActor,
  params: Record<string, string>,
  words: [string, string][],
  work: (scene: StaffScene) => Promise<T>,
): Promise<T> => sceneAt(studio, { actor, params, words }, work);

const add = async (answers: object): Promise<string> =>
  unwrap(await studio.as(clerk, (desk) => addRecord(desk, houses.id, answers as never))).id;

const taking = (actor: StaffActor, ids: string[], app = houses.id) =>
  at(
    actor,
    { app },
    [...ids.map((id): [string, string] => ['record', id]), ['label', '調査用スマホ']],
    async (scene) => take(scene, await takableApp(scene)),
  );
const taken = async (...ids: string[]): Promise<TakenBox> => unwrap(await taking(clerk, ids)).box;

const key = '11111111-1111-4111-8111-111111111111';
const send = (box: string, record: string, words: [string, string][], actor = clerk, as = key) =>
  at(
    actor,
    { app: houses.id, record },
    [['_box', box], ['_send', as], ['_action', 'next'], ...words],
    receive,
  );
const form = (revision: number, more: [string, string][]): [string, string][] => [
  ['_revision', String(revision)],
  ['f1', '暁町1番'],
  ...more,
];

test('what is taken along is the form without what is sealed, and every record is in the audit', async () => {
  const account = { bank: '0001', branch: '001', kind: '1', number: '1234567', holder: 'ヤマダ ハナコ' };
  const id = await add({ 1: '暁町1番', 2: '傾きあり', 4: account });
  const box = await taken(id);
  expect(box.records).toHaveLength(1);
  const [one] = box.records;
  expect([one!.title, one!.revision]).toEqual(['暁町1番', 1]);
  expect(one!.html).toContain('傾きあり');
  expect(one!.html).not.toMatch(/口座|1234567|name="f4/);
  expect(one!.html).not.toContain('_csrf');
  expect(Date.parse(box.until) - Date.parse(box.takenAt)).toBe(8 * 3_600_000);
  const row = (await auditOf(studio.city, 'record')).find((each) => each.act === 'record.takeAlong');
  expect(row?.ids).toEqual([houses.id, id]);
  const { rows } = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql<{ key: string }>`SELECT key FROM offline_boxes WHERE id = ${box.box}`.execute(tx),
  );
  expect(rows[0]!.key).not.toContain(box.key);
});

test('an app that does not say so lets nothing out, nor does one whose records the person may not change', async () => {
  const { id } = unwrap(
    await studio.as(clerk, (desk) => addRecord(desk, indoors.id, { 1: '内勤' } as never)),
  );
  await expect(taking(clerk, [id], indoors.id)).rejects.toBeInstanceOf(Refusal);
  const house = await add({ 1: '暁町9番' });
  // Somebody who may add here, and change nothing: no record goes along.
  expect((await taking(other, [house])).ok).toBe(false);
});

test('a record that 支援措置 meets stays in the office, whoever asks', async () => {
  const id = await add({
    1: '風待2番',
    3: { kind: 'two', family: '高橋', given: '花子' },
    6: '03-1234-9876',
  });
  const free = await add({ 1: '風待3番' });
  const officer = await studio.actor('koseki-kakaricho');
  const person = {
    role: 'protected' as const,
    name: { kind: 'two', family: '高橋', given: '花子' } as never,
    birthDate: '1990-01-02',
    addresseeNumber: null,
    addresses: [],
  };
  unwrap(
    await studio.as(officer, (desk) =>
      recordMeasure(desk, {
        kind: 'stalking',
        validFrom: '2020-01-01',
        validTo: '2040-01-01',
        consulted: '',
        persons: [person],
      }),
    ),
  );
  const { box, left } = unwrap(await taking(clerk, [id, free]));
  expect(box.records.map((one) => one.id)).toEqual([free]);
  expect(left).toEqual([{ title: '風待2番', why: 'sheltered' }]);
  expect((await taking(clerk, [id])).ok).toBe(false);
});

test('the same post sent twice counts once, lines and all; the history says from where', async () => {
  const id = await add({ 1: '暁町1番', 5: [{ key: 'k1', values: { 51: '屋根', 52: '10' } }] });
  const { box } = await taken(id);
  const words = form(1, [
    ['f2', '雨漏り'],
    ['f5.keys', 'k1'],
    ['f5[k1].51', '屋根'],
    ['f5[k1].52', '10'],
    ['f5.keys', 'k2'],
    ['f5[k2].51', '外壁'],
    ['f5[k2].52', '5'],
  ]);
  expect(await send(box, id, words)).toEqual({ state: 'saved', revision: 2, merged: false, again: false });
  const once = await studio.stored(houses, id);
  // The answer was lost, somebody changed it since, and the device sends once more.
  unwrap(
    await studio.as(clerk, (desk) =>
      editRecord(desk, houses.id, id, { revision: 2, changes: { 2: '直した' } as never }),
    ),
  );
  expect(await send(box, id, words)).toEqual({ state: 'saved', revision: 2, merged: false, again: true });
  const now = await studio.stored(houses, id);
  expect(now?.[5]).toEqual(once?.[5]);
  expect(now?.[2]).toBe('直した');
  const rows = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    selectHistory(tx, houses.id, id),
  );
  expect(rows.map((row) => row.via)).toContain('field');
  expect(rows).toHaveLength(3);
});

test('what others changed meanwhile stays; the same field is asked about, and nothing is written', async () => {
  const id = await add({ 1: '暁町1番', 2: '異常なし' });
  const { box } = await taken(id);
  unwrap(
    await studio.as(clerk, (desk) =>
      editRecord(desk, houses.id, id, { revision: 1, changes: { 6: '03-0000-0000' } as never }),
    ),
  );
  const merged = await send(
    box,
    id,
    form(1, [
      ['f2', '傾きあり'],
      ['f6', ''],
    ]),
  );
  expect(merged).toMatchObject({ state: 'saved', merged: true });
  expect((await studio.stored(houses, id))?.[6]).toBe('03-0000-0000');
  const late = await send(box, id, form(1, [['f2', '倒壊のおそれ']]), clerk, key.replaceAll('1', '2'));
  expect(late).toMatchObject({ state: 'check', why: 'clash' });
  expect((await studio.stored(houses, id))?.[2]).toBe('傾きあり');
});

test('what was typed into a field that is gone by now does not vanish unseen', async () => {
  const id = await add({ 1: '暁町1番' });
  const { box } = await taken(id);
  expect(await send(box, id, form(1, [['f99', '消えた項目']]))).toMatchObject({
    state: 'check',
    why: 'changed',
  });
  // Neither does a photo that was sent ahead and is not kept any more.
  expect(await send(box, id, form(1, [['f7.kept', key]]))).toMatchObject({ state: 'check', why: 'files' });
  expect(await studio.stored(houses, id)).toEqual({ 1: '暁町1番' });
  expect(await send(box, id, form(1, [['f99', '']]))).toMatchObject({ state: 'saved' });
});

test('a box is its person’s: nobody else gets its key, sends from it or ends it, and another record does not fit in', async () => {
  const [id, outside] = [await add({ 1: '暁町1番' }), await add({ 1: '暁町2番' })];
  const { box, key: own } = await taken(id);
  await expect(send(box, id, form(1, [['f2', 'x']]), other)).rejects.toBeInstanceOf(Refusal);
  await expect(send(box, outside, form(1, [['f2', 'x']]))).rejects.toBeInstanceOf(Refusal);
  expect((await studio.as(other, (desk) => releaseKey(desk, box))).ok).toBe(false);
  expect((await studio.as(other, (desk) => returnBox(desk, box))).ok).toBe(false);
  expect((await studio.as(other, (desk) => revokeBox(desk, box))).ok).toBe(false);
  expect((await studio.as(other, (desk) => revokeBox(desk, box, indoors.id))).ok).toBe(false);
  expect(unwrap(await studio.as(clerk, (desk) => releaseKey(desk, box)))).toEqual({ key: own });
  expect((await studio.as(other, contactBoxes)).map((one) => one.id)).not.toContain(box);
});

test('called back: no key, no sending, and the device is told; the manager of the app sees who had it', async () => {
  const id = await add({ 1: '暁町1番' });
  const { box } = await taken(id);
  expect((await studio.as(clerk, contactBoxes)).map((one) => one.id)).toContain(box);
  unwrap(await studio.as(other, (desk) => revokeBox(desk, box, houses.id)));
  expect((await studio.as(clerk, contactBoxes)).map((one) => one.id)).not.toContain(box);
  expect((await studio.as(clerk, (desk) => releaseKey(desk, box))).ok).toBe(false);
  await expect(send(box, id, form(1, [['f2', 'x']]))).rejects.toBeInstanceOf(Refusal);
  const rows = await studio.as(clerk, ({ tx }) => selectBoxesOfApp(tx, houses.id));
  expect(rows.find((one) => one.id === box)).toMatchObject({ ending: 'revoked', staff_id: clerk.id });
  expect((await auditOf(studio.city, 'offlineBox')).map((one) => one.act)).toContain('offline.revoke');
});

test('after its term a box still sends what was typed, until housekeeping forgets it', async () => {
  const id = await add({ 1: '暁町1番' });
  const { box } = await taken(id);
  const age = (days: number) =>
    studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
      sql`UPDATE offline_boxes SET expires_at = now() - make_interval(days => ${days}) WHERE id = ${box}`.execute(
        tx,
      ),
    );
  await age(1);
  expect((await studio.as(clerk, contactBoxes)).find((one) => one.id === box)).toEqual({
    id: box,
    over: true,
    made: [],
  });
  expect(await send(box, id, form(1, [['f2', '遅れて送る']]))).toMatchObject({ state: 'saved' });
  await age(31);
  expect((await studio.as(clerk, contactBoxes)).map((one) => one.id)).not.toContain(box);
  expect(await sweepBoxes(studio.city.worker, studio.city.code, 30)).toBe(1);
  const rows = await studio.as(clerk, ({ tx }) => selectBoxesOfApp(tx, houses.id));
  expect(rows.map((one) => one.id)).not.toContain(box);
});
