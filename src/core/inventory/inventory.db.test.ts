/** The stock-take in the database: versions, before and after, who was faster, and what crosses to the residents' side. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { actorOfLogin } from '#core/people.server';
import { listingHandlers, listingsOf } from '#core/procedures.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { inventoryOf, saveEntries, selectVersions } from './index.server.ts';
import { type Entry, type EntryChange, emptyEntry, mayEditEntry } from './index.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city?.close());

const staff = <T>(work: (tx: Tx) => Promise<T>) => city.staff.tenant(city.code, 'staff', work);
const today = tokyoDate(new Date());
const load = () => staff(async (tx) => inventoryOf(tx, await definitionsOf(tx, city.code), city.code, today));
const save = (...changes: EntryChange[]) =>
  staff((tx) => saveEntries(tx, changes, { by: null, why: '試し' }));
const entryOf = (given: Partial<Entry>): Entry => ({
  ...emptyEntry,
  code: 'T-1',
  name: '市民農園利用申込',
  department: 'SHIMIN-KOSEKI',
  isPublic: true,
  ...given,
});

test('every state is kept, and the first counts are what the newest are measured by', async () => {
  const first = entryOf({ items: 20 });
  unwrap(
    await save({
      entry: first,
      before: null,
      version: 0,
      volumes: [{ year: 2025, channel: 'counter', cases: 12 }],
    }),
  );
  const second = entryOf({ items: 8, steps: 3 });
  unwrap(
    await save({
      entry: second,
      before: first,
      version: 1,
      volumes: [{ year: 2025, channel: 'online', cases: 5 }],
    }),
  );
  const found = (await load()).find('T-1')!;
  expect(found).toMatchObject({ items: 8, steps: 3, version: 2, before: { items: 20, steps: 3 } });
  expect(found.volumes).toEqual({ 2025: { counter: 12, online: 5 } });
  const versions = await staff((tx) => selectVersions(tx, 'T-1'));
  expect(versions.map((one) => [one.version, one.body.items])).toEqual([
    [2, 8],
    [1, 20],
  ]);
  unwrap(
    await save({
      entry: second,
      before: second,
      version: 2,
      volumes: [{ year: 2025, channel: 'counter', cases: null }],
    }),
  );
  expect((await load()).find('T-1')!.volumes).toEqual({ 2025: { online: 5 } });
});

test('whoever was slower changes nothing, in the whole file', async () => {
  const other = entryOf({ code: 'T-2', name: '別の手続' });
  const stale = { entry: entryOf({ items: 1 }), before: null, version: 1, volumes: [] };
  const before = (await load()).find('T-1');
  const done = await staff(async (tx) => {
    const answer = await saveEntries(tx, [{ entry: other, before: null, version: 0, volumes: [] }, stale], {
      by: null,
      why: '',
    });
    // The page refuses with this error; its transaction does not stand.
    expect(answer.ok).toBe(false);
    throw new Error('rolled back');
  }).catch((error: Error) => error.message);
  expect(done).toBe('rolled back');
  expect((await load()).find('T-1')).toEqual(before);
  expect((await load()).find('T-2')).toBeNull();
});

test('a full definition wins, and one that nobody took stock of shows all the same', async () => {
  const missing = (await load()).find('school-expense-assistance')!;
  expect(missing).toMatchObject({ missing: true, full: true, department: 'KYOI-GAKUJI', version: 0 });
  const entry = entryOf({ code: 'G-1', definition: 'school-expense-assistance', name: '古い名前', steps: 4 });
  unwrap(await save({ entry, before: null, version: 0, volumes: [] }));
  const inventory = await load();
  expect(inventory.find('G-1')).toMatchObject({ name: missing.name, steps: 4, missing: false });
  expect(inventory.find('school-expense-assistance')).toBeNull();
});

test('what is public crosses to residents, and an old message brings nothing back', async () => {
  const portal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);
  const listing = (version: number, shown: boolean) =>
    city.worker.tenant(city.code, 'portal', (tx) =>
      listingHandlers['procedure.listed']!.handle({
        tx,
        municipality: city.code,
        message: {
          payload: {
            procedures: [{ code: 'T-9', version, listing: shown ? listed : null }],
          },
        } as never,
      }),
    );
  const listed = {
    ...{ name: '花の名前', reading: 'はなのなまえ', words: [], kind: 'entry', department: '', summary: '' },
    ...{ place: '', deadline: '', channels: [], law: '', lawId: '', article: '' },
  };
  await listing(1, true);
  expect((await portal((tx) => listingsOf(tx, city.code))).find('T-9')?.name).toBe('花の名前');
  await listing(3, false);
  await listing(2, true);
  expect((await portal((tx) => listingsOf(tx, city.code))).find('T-9')).toBeNull();
});

test('the DX office changes every entry, a department its own and nobody else any', async () => {
  const actor = (login: string) => staff((tx) => actorOfLogin(tx, login, today));
  const [section, manager] = await Promise.all([actor('gakuji-shunin'), actor('gakuji-kacho')]);
  expect([
    mayEditEntry(section, 'KYOI-GAKUJI'),
    mayEditEntry(section, 'ZAISEI-SHUNO'),
    mayEditEntry(section, ''),
  ]).toEqual([true, false, false]);
  expect(mayEditEntry(manager, 'KYOI-GAKUJI')).toBe(true);
  const office = {
    ...section,
    post: { ...section.post!, roles: ['administration' as const] },
    departments: [],
  };
  expect([mayEditEntry(office, 'ZAISEI-SHUNO'), mayEditEntry(office, '')]).toEqual([true, true]);
});
