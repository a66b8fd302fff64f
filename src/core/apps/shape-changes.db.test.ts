/** Acceptance 5 of issue 4, reduced: shapes change while 16 people read and write. Full size: `npm run proof -- shape-changes`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import type { DefinedField } from '#core/fields';
import { loadRecords } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createDatabase, type Database, zoneUrl } from '#platform/db.server';
import { testPassword } from '../../../scripts/test/database.ts';
import { type Building, field, openBuilding, withFields } from './building.testing.ts';
import { readPublication } from './index.server.ts';
import { check, startLoad } from './shape-load.testing.ts';

let house: Building;
let staff: Database;
beforeAll(async () => {
  house = await openBuilding();
  staff = createDatabase({ url: zoneUrl(house.city.adminUrl, 'staff', testPassword), max: 16 });
});
afterAll(async () => {
  await staff.close();
  await house.close();
});

test('fields are added, renamed, retyped, retired and taken back under 16 people: no error, no lost value', async () => {
  const code = (name: string) => ({ code: name, label: { ja: name } });
  const text = (id: number, name: string): DefinedField => field(id, 'text', code(name));
  const appId = await house.publishNew([text(1, '数'), text(2, '名'), text(3, '後')]);
  const load = startLoad(staff, house.city.code, appId, 16, ['数', '名', '後', '加'], {
    pauseMs: 30,
    each: 8,
  });
  const publish = async (fields: DefinedField[]) => {
    const id = await house.change(appId, (body) => withFields(body, fields));
    await house.work();
    return house.desk(async (desk) => unwrap(await readPublication(desk, id)));
  };
  const enough = async (writes: number) => {
    const goal = load.writes + writes;
    while (load.writes < goal && load.errors.length === 0) await new Promise((done) => setTimeout(done, 20));
  };
  await enough(130);
  const steps: DefinedField[][] = [
    // A field joins; another is called otherwise; one changes its type, and once more; one goes, and comes back.
    [text(1, '数'), text(2, '名'), text(3, '後'), field(4, 'number', code('加'))],
    [
      text(1, '数'),
      { ...text(2, '名'), label: { ja: '新しい名' } },
      text(3, '後'),
      field(4, 'number', code('加')),
    ],
    [field(1, 'number', code('数')), text(2, '名'), text(3, '後'), field(4, 'number', code('加'))],
    [field(5, 'text', code('数')), text(2, '名'), field(4, 'number', code('加'))],
    [field(6, 'text', code('数')), text(2, '名'), text(3, '後'), field(4, 'number', code('加'))],
  ];
  for (const [at, fields] of steps.entries()) {
    expect(await publish(fields), `step ${at}`).toMatchObject({ state: 'published', version: at + 2 });
    await enough(40);
  }
  await load.stop();
  expect(load.errors).toEqual([]);
  const { app, records } = await staff.tenant(house.city.code, 'staff', async (tx) => {
    const found = (await definitionsOf(tx, house.city.code)).app(appId, { on: '2099-01-01' })!.body as App;
    return { app: found, records: await loadRecords(tx, found, [...load.kept.keys()]) };
  });
  expect(app.fields.map((one) => [one.id, one.type])).toEqual([
    [6, 'text'],
    [2, 'text'],
    [3, 'text'],
    [4, 'number'],
  ]);
  for (const id of load.kept.keys()) check(load, app, id, records.get(id)?.answers);
  expect(load.errors).toEqual([]);
  expect(load.writes).toBeGreaterThan(300);
});
