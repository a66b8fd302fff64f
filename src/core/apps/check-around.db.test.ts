import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { insertDefinition } from '#core/definitions.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { checkAround } from './check-around.server.ts';
import { wholeSight } from './sight.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city?.close());

const field = (id: number, code: string, type = 'text', options = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  options,
});
const app = (id: string, fields: object[]): App =>
  ({
    kind: 'app',
    id,
    title: { ja: id },
    effectiveFrom: '2026-04-01',
    standardisedSystem: 'own-measure',
    fields,
    form: { pages: [] },
    summary: [],
  }) as unknown as App;

test('an app is not published if it would break another that looks at it, and only for what it would break', async () => {
  const companies = app('around-companies', [field(1, '番号'), field(2, '名称')]);
  const visits = app('around-visits', [
    field(1, '照会', 'lookup', { app: companies.id, key: '番号', copy: [{ from: '名称', to: '名' }] }),
    field(2, '名'),
    // Wrong before and after: not the doing of the other app.
    field(3, '相手', 'reference', { app: 'around-nobody' }),
  ]);
  const errors = (one: App, sight = wholeSight) =>
    city.admin.tenant(city.code, 'owner', async (tx) =>
      (await checkAround(tx, one, sight))
        .filter((found) => found.level === 'error')
        .map(({ path, ja }) => [path, ja]),
    );
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    for (const body of [companies, visits])
      await insertDefinition(tx, {
        kind: 'app',
        id: body.id,
        effectiveFrom: '2026-04-01',
        body,
        pack: 'test',
      });
  });
  expect(await errors(companies)).toEqual([]);
  const renamed = app(companies.id, [field(1, '法人番号'), field(2, '名称')]);
  expect(await errors(renamed)).toEqual([
    [
      '',
      expect.stringMatching(
        /業務アプリ「around-visits」がこの業務アプリを使っています。「番号」という項目は/,
      ),
    ],
  ]);
  const typed = app(companies.id, [field(1, '番号'), field(2, '名称', 'date')]);
  expect((await errors(typed)).map(([, ja]) => ja)).toEqual([expect.stringContaining('入りません')]);
  expect(await errors(visits)).toEqual([['fields[2].options.app', expect.stringContaining('around-nobody')]]);
});

test('a process makes records of another app only when somebody publishes it who may add them there', async () => {
  const work = (more: object) => ({
    department: 'X',
    title: ['名'],
    access: [{ who: [{ everyone: true }], may: ['view', 'manage'] }],
    ...more,
  });
  const target = { ...app('around-target', [field(1, '名')]), work: work({}) } as unknown as App;
  const maker = {
    ...app('around-maker', [field(1, '名')]),
    work: work({
      process: {
        states: [
          {
            id: 'new',
            title: { ja: '受付' },
            kind: 'end',
            effects: [{ kind: 'create', app: target.id, values: { 名: '名' } }],
          },
        ],
      },
    }),
  } as unknown as App;
  const told = (may: boolean) =>
    city.admin.tenant(city.code, 'owner', async (tx) =>
      (await checkAround(tx, maker, { ...wholeSight, adds: () => may })).filter(
        (found) => found.path === 'work.process.states[0].effects[0].app',
      ),
    );
  await city.admin.tenant(city.code, 'owner', (tx) =>
    insertDefinition(tx, {
      kind: 'app',
      id: target.id,
      effectiveFrom: '2026-04-01',
      body: target,
      pack: 'test',
    }),
  );
  expect((await told(false)).map((one) => one.level)).toEqual(['error']);
  expect(await told(true)).toEqual([]);
});
