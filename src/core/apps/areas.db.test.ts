/** An area added to an app whose records have places: the worker finds it for all of them, in the layers of the pack. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf, insertDefinition, raiseEpoch } from '#core/definitions.server';
import { insertRecord, loadRecord } from '#core/records.server';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { type Building, field, openBuilding, withFields } from './building.testing.ts';
import { recalculateAreas } from './index.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house?.close());

const staff = <T>(work: (tx: Tx) => Promise<T>) => house.city.staff.tenant(house.city.code, 'staff', work);
const keyring = createKeyring('a secret for tests that is long enough');

test('publishing an area works it out for the records that are there; a layer nobody has is refused', async () => {
  const places = [field(1, 'map-point', { options: { layers: ['wards'] } })];
  const appId = await house.publishNew(places);
  const app = () =>
    staff(async (tx) => (await definitionsOf(tx, house.city.code)).app(appId, { on: '2099-01-01' })!.body);
  const id = randomUUID();
  const before = await app();
  await staff((tx) =>
    insertRecord(
      tx,
      sealsOf({ tx, keyring, municipality: house.city.code }, 'staff'),
      before,
      id,
      { 1: { lat: '34.15', lng: '130.3' } },
      { kind: 'staff', postId: null },
    ),
  );
  const area = (layer: string) => field(2, 'area', { options: { point: '項目1', layer } });
  await expect(house.change(appId, (body) => withFields(body, [...places, area('none')]))).rejects.toThrow(
    '「none」という地図のレイヤーはありません',
  );
  await house.change(appId, (body) => withFields(body, [...places, area('wards')]));
  await house.work();
  const after = await app();
  const areaNow = async () => (await staff((tx) => loadRecord(tx, after, id)))?.answers[2];
  expect(await areaNow()).toBe('潮見区');

  // The city draws its wards anew: records find out without anybody publishing the app again.
  await house.city.admin.tenant(house.city.code, 'owner', async (tx) => {
    const layer = (await definitionsOf(tx, house.city.code)).layer('wards')!;
    const body = JSON.parse(JSON.stringify(layer).replaceAll('潮見区', '汐見区'));
    await insertDefinition(tx, {
      kind: 'layer',
      id: 'wards',
      effectiveFrom: '1900-01-01',
      body,
      pack: 'demo',
    });
    await raiseEpoch(tx);
    expect(await recalculateAreas(tx, ['wards'])).toEqual([appId]);
    expect(await recalculateAreas(tx, ['other'])).toEqual([]);
  });
  await house.work();
  expect(await areaNow()).toBe('汐見区');
});
