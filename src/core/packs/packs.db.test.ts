import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { createTestCity, type TestCity, testPacks } from '../../../scripts/test/city.ts';
import { loadPacks } from './index.server.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city?.close());

test('both cities have the packs, and the staff role reads them', async () => {
  for (const code of [city.code, city.other]) {
    const definitions = await city.staff.tenant(code, 'staff', (tx) => definitionsOf(tx, code));
    expect(definitions.procedures('2026-11-21').length).toBeGreaterThan(10);
    expect(definitions.app('school-expense-assistance', { on: '2026-11-21' })?.body.title.ja).toContain(
      '就学援助',
    );
  }
});

test('a second load changes nothing', async () => {
  const again = await loadPacks(city.admin, city.code, testPacks, { check: false });
  expect(again).toMatchObject({
    ok: true,
    value: { changed: false, definitions: [], shapes: [], departments: 0, postCodes: 0 },
  });
});
