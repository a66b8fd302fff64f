/** Places, the areas they lie in, and signatures as records of a work app of the demo city, with the layers of its pack. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers, Json } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { countRecords, openApp as openView, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, editRecord } from './index.server.ts';

/** Only 学事課 reads the place. */
const houses = workApp(
  'place-houses',
  [
    field(1, '名称'),
    field(2, '地点', 'map-point', { options: { layers: ['wards', 'residential-guidance'] } }),
    field(3, '区', 'area', { options: { point: '地点', layer: 'wards' } }),
    field(4, '誘導区域', 'area', { options: { point: '地点', layer: 'residential-guidance' } }),
    field(5, '見出し', 'formula', { options: { formula: '区 & "・" & 誘導区域', result: 'text' } }),
    field(6, '署名', 'signature', { options: { drawnOnly: false } }),
  ],
  {
    access: [{ who: [{ everyone: true }], may: ['view', 'add', 'edit', 'manage'] }],
    fieldAccess: [{ fields: ['地点'], read: [{ who: [{ department: 'KYOI-GAKUJI', below: true }] }] }],
  } as never,
);
const shiomi: Json = { lat: '34.15', lng: '130.3' };
const kazamachi: Json = { lat: '34.23', lng: '130.41' };

let studio: Studio;
let gakuji: StaffActor;
let kansen: StaffActor;
const add = (given: Answers) => studio.as(gakuji, (desk) => addRecord(desk, houses.id, given));
const edit = (id: string, revision: number, changes: Answers) =>
  studio.as(gakuji, (desk) => editRecord(desk, houses.id, id, { revision, changes }));

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(houses);
  gakuji = await studio.actor('gakuji-kacho');
  kansen = await studio.actor('kansen-kacho');
});
afterAll(() => studio?.city.close());

test('the area follows the place: when a record is added, moved, and emptied; nobody writes it', async () => {
  const { id } = unwrap(await add({ 1: '一番の家', 2: shiomi }));
  const of = () => studio.stored(houses, id);
  expect(await of()).toEqual({ 1: '一番の家', 2: shiomi, 3: '潮見区', 4: '内', 5: '潮見区・内' });
  unwrap(await edit(id, 1, { 2: kazamachi }));
  expect(await of()).toMatchObject({ 2: kazamachi, 3: '風待区', 4: '外', 5: '風待区・外' });
  unwrap(await edit(id, 2, { 1: '二番の家' }));
  expect(await of()).toMatchObject({ 3: '風待区' });
  const forged: Answers[] = [{ 3: '潮見区' }, { 4: '内' }];
  for (const changes of forged) expect((await edit(id, 3, changes)).ok).toBe(false);
  unwrap(await edit(id, 3, { 2: null }));
  expect(Object.keys((await of()) ?? {})).toEqual(['1', '5']);
});

test('lists filter by area, by having a place, and by being signed, as formulas do', async () => {
  const strokes = [[10, 20, 30, 40]];
  unwrap(await add({ 1: '署名した家', 2: shiomi, 6: { strokes } }));
  unwrap(await add({ 1: '紙の家', 2: kazamachi, 6: { paper: true } }));
  unwrap(await add({ 1: '地点のない家' }));
  const counted = (filter: string) =>
    studio.as(gakuji, async (desk) => {
      const open = unwrap(await openView(desk, houses.id));
      return unwrap(await countRecords(open, { filter })).count;
    });
  expect(await counted('AND(区 = "潮見区", 誘導区域 = "内")')).toBe(1);
  expect(await counted('署名')).toBe(2);
  expect(await counted('ISBLANK(地点)')).toBe(2);
});

test('who may not read the place does not read in which area it lies, nor what is made of that', async () => {
  const { id } = unwrap(await add({ 1: '秘密の家', 2: shiomi }));
  const read = (actor: StaffActor) =>
    studio.as(actor, async (desk) => unwrap(await readRecord(unwrap(await openView(desk, houses.id)), id)));
  expect(JSON.stringify(await read(gakuji))).toContain('潮見区');
  const seen = JSON.stringify(await read(kansen));
  expect(seen).toContain('秘密の家');
  expect(seen).not.toContain('潮見区');
  expect(seen).not.toContain('34.15');
});
