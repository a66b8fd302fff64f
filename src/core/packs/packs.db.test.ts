import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf, selectEpoch } from '#core/definitions.server';
import { importStaff } from '#core/people.server';
import { addMunicipality } from '#platform/db.server';
import { createTestCity, type TestCity, testPacks } from '../../../scripts/test/city.ts';
import { testPassword } from '../../../scripts/test/database.ts';
import { exportPacks, loadPacks } from './index.server.ts';
import { selectNewestDefinitions, selectPostCodesForExport, selectStaffForExport } from './packs.sql.ts';

let city: TestCity;
let folder: string;
beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-packs-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await city?.close();
});

const day = '2026-11-21';
const epoch = async () => (await city.staff.tenant(city.code, 'staff', selectEpoch)).epoch;
const everything = (code: string) =>
  city.admin.tenant(code, 'owner', async (tx) => ({
    definitions: await selectNewestDefinitions(tx),
    staff: await selectStaffForExport(tx),
    postCodes: await selectPostCodesForExport(tx),
  }));

// What packs say is checked by their own tests and takes seconds; here it is about what loading does. The export is checked.
const unchecked = { check: false };

test('both cities have the packs, and the zones read them', async () => {
  for (const code of [city.code, city.other]) {
    const definitions = await city.portal.tenant(code, 'portal', (tx) => definitionsOf(tx, code));
    expect(definitions.procedures(day).length).toBeGreaterThan(10);
    expect(definitions.app('school-expense-assistance', { on: day })?.body.title.ja).toContain('就学援助');
    expect((await everything(code)).postCodes.length).toBeGreaterThan(10);
  }
});

test('a second load changes nothing, not even the epoch', async () => {
  const before = await epoch();
  const again = await loadPacks(city.admin, city.code, testPacks, unchecked);
  expect(again).toMatchObject({
    ok: true,
    value: { changed: false, definitions: [], shapes: [], departments: 0, postCodes: 0 },
  });
  expect(await epoch()).toEqual(before);
});

test('export and load give the same city', async () => {
  const target = path.join(folder, 'exported');
  await exportPacks(city.admin, city.code, target);
  const options = {
    adminUrl: city.adminUrl,
    directory: path.resolve('db/migrations'),
    passwordOf: () => testPassword,
  };
  await addMunicipality(options, { code: '999997', name: '写し市', hosts: [] });
  const loaded = await loadPacks(
    city.admin,
    '999997',
    ['base', 'demo'].map((name) => path.join(target, name)),
  );
  expect(loaded.ok ? [] : loaded.error).toEqual([]);
  expect(await everything('999997')).toEqual(await everything(city.code));
});

test('a changed app gets a new version and its column; running cases keep the old one', async () => {
  const copy = path.join(folder, 'demo');
  await cp(testPacks[1]!, copy, { recursive: true });
  const file = path.join(copy, 'apps/school-expense-assistance.json');
  const app = JSON.parse(await readFile(file, 'utf8'));
  app.fields.push({
    id: 900,
    code: '備考欄',
    type: 'text',
    label: { ja: '備考' },
    options: { maxLength: 100 },
  });
  app.form.pages[0].items.push({ field: '備考欄' });
  await writeFile(file, JSON.stringify(app));
  const before = await epoch();
  const loaded = await loadPacks(city.admin, city.code, [testPacks[0]!, copy], unchecked);
  expect(loaded).toMatchObject({
    ok: true,
    value: {
      changed: true,
      definitions: ['app/school-expense-assistance'],
      shapes: ['school-expense-assistance'],
    },
  });
  expect(await epoch()).not.toEqual(before);
  const definitions = await city.staff.tenant(city.code, 'staff', (tx) => definitionsOf(tx, city.code));
  expect(
    definitions.app('school-expense-assistance', { version: 1 })?.body.fields.some((one) => one.id === 900),
  ).toBe(false);
  expect(definitions.app('school-expense-assistance', { on: day })?.version).toBe(2);

  // A retype is refused, and nothing of that load stays.
  app.fields.at(-1).type = 'money';
  app.fields.at(-1).options = {};
  await writeFile(file, JSON.stringify(app));
  const refused = await loadPacks(city.admin, city.code, [testPacks[0]!, copy], unchecked);
  expect(!refused.ok && refused.error[0]).toMatchObject({
    file: 'demo/apps/school-expense-assistance.json',
    ja: expect.stringContaining('新しい id'),
  });
  const after = await city.staff.tenant(city.code, 'staff', (tx) => definitionsOf(tx, city.code));
  expect(after.app('school-expense-assistance', { on: day })?.version).toBe(2);
});

test('orders of the city are not undone by loading its pack again', async () => {
  const code = city.other;
  const organisation = await city.staff.tenant(code, 'staff', async (tx) =>
    (await definitionsOf(tx, code)).organisation(day),
  );
  const order =
    'login,family,given,kana,mail,department,position,kind,from,to\ngakuji-shuji,久保田,蓮,,,DX-SUISHIN,主任,本務,2026-12-01,\n';
  const options = { asOf: day, complete: false, dryRun: false };
  const moved = await city.staff.tenant(code, 'staff', (tx) =>
    importStaff(tx, organisation, new TextEncoder().encode(order), options),
  );
  expect(moved).toMatchObject({ ok: true, value: { moves: ['gakuji-shuji'] } });
  expect(await loadPacks(city.admin, code, testPacks, unchecked)).toMatchObject({
    ok: true,
    value: { changed: false },
  });
  const posts = (await everything(code)).staff.filter((one) => one.login === 'gakuji-shuji');
  expect(posts.map((one) => [one.department, one.from, one.to])).toEqual([
    ['KYOI-GAKUJI', '2026-04-01', '2026-11-30'],
    ['DX-SUISHIN', '2026-12-01', null],
  ]);
});
