/** What of a view goes out: with the files of this room, since what goes out has to come in again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSource, recordsOffered, requestExport } from '#core/exports.server';
import type { StaffActor } from '#core/policy';
import { changeView, saveView } from '#core/saved-views.server';
import { openApp } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { type ImportTest, lostAndFound, openImports } from './fixture.testing.ts';
import type { ImportDesk } from './request-import.server.ts';

let house: ImportTest;
let saori: StaffActor;
let other: StaffActor;

beforeAll(async () => {
  house = await openImports();
  saori = await house.studio.actor('gakuji-kakaricho');
  other = await house.studio.actor('gakuji-kacho');
  await house.studio.publish(lostAndFound());
  const csv = 'A1,傘,保管中\nA2,帽子,返却済\nA3,財布,保管中\n';
  await house.imported(saori, 'found', `管理番号,品名,状態\n${csv}`);
});
afterAll(() => house.close());

const wish = (filter: string) => ({
  title: '保管しているもの',
  view: { kind: 'table' as const, columns: ['状態', '品名'], sort: [], frozen: 0, totals: [], filter },
  shared: false,
  audience: {},
  first: false,
});
const kept = '状態 = "保管中"';
const desk = <T>(actor: StaffActor, work: (desk: ImportDesk) => Promise<T>) => house.as(actor, work);
const names = async (actor: StaffActor, query: Record<string, string>) =>
  desk(actor, async (at) => {
    const source = await recordSource(at, query, ['f1', 'f2', 'f5']);
    if (source === null) return null;
    const lines = [];
    for await (const batch of source.walk()) lines.push(...batch.cells);
    return { columns: source.columns.map((one) => one.label), rows: lines.length, query: source.query };
  });

test('a view of my own goes out with its records and its order of columns, for me alone, and not when it has changed', async () => {
  const view = await desk(saori, async (at) =>
    unwrap(await saveView(unwrap(await openApp(at, 'found')), wish(kept))),
  );
  const offer = await desk(saori, (at) => recordsOffered(at, { app: 'found', view }));
  expect(offer).toMatchObject({ rows: 2, view: { id: view, revision: '1' }, personsAre: 'rows' });
  expect(offer!.views.map((one) => one.title)).toEqual(['保管しているもの']);
  expect(offer!.columns.filter((one) => one.chosen).map((one) => one.label)).toEqual([
    'レコードID',
    '状態',
    '品名',
  ]);
  const out = await names(saori, { app: 'found', view });
  expect(out).toMatchObject({ columns: ['状態', '品名', '管理番号'], rows: 2 });
  // Whoever agrees reads what it is, in words of ours, whatever was posted.
  expect(out!.query).toMatchObject({ view, revision: '1', q: expect.stringContaining('保管しているもの') });
  expect(out!.query!.q).toContain('保管中');
  expect(await names(other, { app: 'found', view })).toBeNull();
  const asked = await desk(saori, async (at) => {
    const wanted = { source: 'records' as const, format: 'csv' as const, encoding: 'utf-8' as const };
    const query = { app: 'found', view, q: 'すべて', revision: '1' };
    return requestExport(at, { ...wanted, query, columns: ['f2'], purpose: '棚の確かめ' });
  });
  expect(asked.ok).toBe(true);
  await desk(saori, async (at) =>
    unwrap(await changeView(unwrap(await openApp(at, 'found')), view, 1, wish('品名 <> ""'))),
  );
  expect(await names(saori, out!.query!)).toBeNull();
  expect(await names(saori, { app: 'found', view })).toMatchObject({ rows: 3 });
});

test('a view whose condition nobody can ask any more does not go out as everything', async () => {
  const view = await desk(other, async (at) =>
    unwrap(await saveView(unwrap(await openApp(at, 'found')), wish('内緒 = "x"'))),
  );
  // The same person, in a post that may not read the field.
  const less = {
    ...other,
    post: { ...other.post!, roles: other.post!.roles.filter((one) => one !== 'decide') },
    standsInFor: [],
  };
  expect(await names(other, { app: 'found', view })).toMatchObject({ rows: 0 });
  expect(await names(less, { app: 'found', view })).toBeNull();
  const offer = await desk(less, (at) => recordsOffered(at, { app: 'found' }));
  expect(offer!.views).toEqual([]);
});
