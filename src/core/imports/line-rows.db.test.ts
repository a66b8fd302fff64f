/** Tables inside records, from repeated rows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/policy';
import { linesOf } from '#core/records';
import { listRecords, openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, workApp } from '../../../scripts/test/work-app.ts';
import { checkImport, problemsOf } from './act-on-import.server.ts';
import { errorFile } from './error-file.server.ts';
import { type ImportTest, openImports } from './fixture.testing.ts';
import { requestImport } from './request-import.server.ts';
import { runNextImport } from './run-import.server.ts';

let house: ImportTest;
let saori: StaffActor;

beforeAll(async () => {
  house = await openImports();
  saori = await house.studio.actor('gakuji-shuji');
  const children = [
    field(4, '品目', 'text'),
    field(5, '数量', 'number', { options: { decimals: 0 } }),
    field(6, '控え', 'text'),
    field(7, '担当', 'user'),
  ];
  const app = workApp(
    'orders',
    [
      field(1, '注文番号', 'text', { required: true }),
      field(2, '店', 'text'),
      field(3, '明細', 'lines', { fields: children, options: { max: 20 } }),
    ],
    {
      access: [{ who: [{ everyone: true }], may: ['view', 'add', 'edit', 'import'] }],
      unique: [['注文番号']],
    } as never,
  );
  await house.studio.publish(app);
});
afterAll(() => house.close());

const orders = () =>
  house.as(saori, async (desk) => {
    const open = unwrap(await openApp(desk, 'orders'));
    const page = unwrap(
      await listRecords(open, { limit: 50, columns: ['注文番号'], sort: [{ field: '注文番号' }] }),
    );
    const all = [];
    for (const row of page.rows) {
      const one = unwrap(await readRecord(open, row.id));
      const lines = linesOf(one.answers['3']);
      all.push([
        one.answers['1'],
        ...lines.map(({ values }) => [values['4'] ?? null, String(values['5'] ?? ''), values['6'] ?? null]),
      ]);
    }
    return all;
  });
const first =
  'レコードの開始行,注文番号,店,品目,数量\n*,A1,文具屋,鉛筆,１２\n,A1,文具屋,消しゴム,3\n*,A2,本屋,辞書,1\n*,A3,,,\n';

test('rows below the one with the mark are lines of its record, as files of kintone have them', async () => {
  const done = await house.imported(saori, 'orders', first);
  expect(done.mapping).toMatchObject({ columns: ['mark', '1', '2', '3.4', '3.5'], key: '1' });
  expect(done).toMatchObject({ state: 'done', seen: 3, added: 3, wrong: 0 });
  expect(await orders()).toEqual([
    ['A1', ['鉛筆', '12', null], ['消しゴム', '3', null]],
    ['A2', ['辞書', '1', null]],
    ['A3'],
  ]);
  // The same file again changes nothing.
  expect(await house.checked(saori, 'orders', first)).toMatchObject({ unchanged: 3, changed: 0, wrong: 0 });
});

test('without the mark another key begins a record; lines are changed at their place and keep what the file does not say', async () => {
  await house.imported(saori, 'orders', '注文番号,品目,控え\nA1,鉛筆,棚\nA1,消しゴム,箱\n');
  const done = await house.imported(saori, 'orders', '注文番号,明細：品目\nA1,鉛筆HB\nA2,\n');
  expect(done).toMatchObject({ changed: 1, unchanged: 1, wrong: 0 });
  expect(await orders()).toEqual([
    // One row is left: the second line is gone. An empty row says nothing about the lines there are.
    ['A1', ['鉛筆HB', '12', '棚']],
    ['A2', ['辞書', '1', null]],
    ['A3'],
  ]);
});

test('a wrong cell stops its record, named by its row, and all of its rows come back to be mended', async () => {
  const csv = '注文番号,品目,数量\nB1,紙,2\nB1,のり,たくさん\nB2,糸,1\nB3,針,x\n';
  const view = await house.checked(saori, 'orders', csv);
  expect(view).toMatchObject({ seen: 3, added: 1, wrong: 2 });
  const problems = unwrap(await house.as(saori, (desk) => problemsOf(desk, 'orders', view.id, 10)));
  expect(problems[0]!.row).toBe(2);
  expect(problems[0]!.message).toContain('3行目の「数量」');
  const { stream } = unwrap(
    await house.as(saori, (desk) => errorFile(desk, house.studio.city.staff, 'orders', view.id)),
  );
  const text = await new Response(stream).text();
  for (const word of ['紙', 'のり', '針']) expect(text).toContain(word);
  expect(text).not.toContain('糸');
});

test('lines without a mark or a key are refused; batches never part a record', async () => {
  const bytes = Buffer.from('注文番号,品目\nC1,紙\n');
  const { id } = unwrap(
    await house.as(saori, (desk) => requestImport(desk, 'orders', { name: 'a.csv', bytes })),
  );
  const how = { columns: ['1', '3.4'], key: null, unmatched: 'add' as const, blank: 'keep' as const };
  expect(await house.as(saori, (desk) => checkImport(desk, 'orders', id, how))).toMatchObject({
    error: { issues: [{ path: 'key' }] },
  });
  // Who is named inside lines would not be asked whether they may be chosen.
  expect(
    await house.as(saori, (desk) =>
      checkImport(desk, 'orders', id, { ...how, key: '1', columns: ['1', '3.7'] }),
    ),
  ).toMatchObject({ error: { issues: [{ path: 'column1' }] } });
  const many = Array.from({ length: 40 }, (_one, n) => `D${Math.floor(n / 4)},品${n}`).join('\n');
  const long = Buffer.from(`注文番号,品目\n${many}\n`);
  const next = unwrap(
    await house.as(saori, (desk) => requestImport(desk, 'orders', { name: 'b.csv', bytes: long })),
  );
  unwrap(await house.as(saori, (desk) => checkImport(desk, 'orders', next.id, { ...how, key: '1' })));
  while (await runNextImport(house.tools({ batch: 3 }), house.studio.city.code));
  expect(await house.view(saori, 'orders', next.id)).toMatchObject({
    state: 'checked',
    seen: 10,
    added: 10,
    wrong: 0,
  });
});
