/** Records that name records of other apps: references, related records, lookups, each through the other app's own access. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { type Answers, printAnswer } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { findRecords, lookUp, recordNames, relatedRows } from '#core/relations.server';
import { openApp as openView } from '#core/views.server';
import { type Result, unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, deleteRecord, editRecord, type Saved } from './index.server.ts';

const everyone = [{ everyone: true }];
const allActs = ['view', 'add', 'edit', 'delete', 'manage'];
const all = { access: [{ who: everyone, may: allActs }] } as Partial<WorkApp['work']>;

/** 学事課 sees every company, others only those that are open; nobody else reads 評価. */
const companies = workApp(
  'rel-companies',
  [
    field(1, '名称'),
    field(2, '番号'),
    field(3, '資本', 'money'),
    field(4, '公開', 'yes-no'),
    field(5, '評価'),
    field(6, '訪問', 'related', {
      options: {
        app: 'rel-visits',
        by: '会社',
        show: ['日', '点'],
        sort: { field: '点', descending: true },
        limit: 2,
      },
    }),
  ],
  {
    access: [
      { who: [{ department: 'KYOI-GAKUJI', below: true }], may: allActs },
      { who: everyone, may: ['view'], when: '公開' },
    ],
    fieldAccess: [{ fields: ['評価'], read: [{ who: [{ department: 'KYOI-GAKUJI', below: true }] }] }],
  } as unknown as Partial<WorkApp['work']>,
);
const visits = workApp(
  'rel-visits',
  [
    field(1, '件名'),
    field(2, '会社', 'reference', { options: { app: 'rel-companies', detail: ['番号'] } }),
    field(3, '日', 'date'),
    field(4, '点', 'number'),
    field(5, '照会', 'lookup', {
      options: {
        app: 'rel-companies',
        key: '番号',
        copy: [
          { from: '名称', to: '会社名', locked: true },
          { from: '資本', to: '資本金' },
          { from: '評価', to: '会社の評価' },
        ],
      },
    }),
    field(6, '会社名'),
    field(7, '資本金', 'number'),
    field(8, '会社の評価'),
    field(9, '受付', 'auto-number', { options: { pattern: '訪{000}' } }),
  ],
  all,
);

let studio: Studio;
let gakuji: StaffActor;
let kansen: StaffActor;
const ids: Record<string, string> = {};

const add = async (actor: StaffActor, app: WorkApp, given: Answers): Promise<Result<Saved, never>> =>
  (await studio.as(actor, (desk) => addRecord(desk, app.id, given))) as never;
const edit = (actor: StaffActor, id: string, revision: number, changes: Answers, again: string[] = []) =>
  studio.as(actor, (desk) => editRecord(desk, visits.id, id, { revision, changes, again }));

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(companies);
  await studio.publish(visits);
  gakuji = await studio.actor('gakuji-kacho');
  kansen = await studio.actor('kansen-kacho');
  const company = async (name: string, number: string, open: boolean) => {
    const given = { 1: name, 2: number, 3: '1000', 4: open, 5: '優' };
    ids[name] = unwrap(await add(gakuji, companies, given)).id;
  };
  await company('あかつき建設', '100', true);
  await company('しおみ設計', '200', false);
  await company('まつかげ商店', '300', true);
  await company('まつかげ商会', '300', true);
});
afterAll(() => studio?.city.close());

test('a lookup copies what the person may read, remembers its record, and copies anew only when asked', async () => {
  const saved = unwrap(await add(kansen, visits, { 1: '初回', 5: { key: '１００', record: null } }));
  const first = await studio.stored(visits, saved.id);
  // 評価 is not theirs to read there: it is not copied. The number came with the record.
  expect(first).toEqual({
    1: '初回',
    5: { key: '100', record: ids.あかつき建設 },
    6: 'あかつき建設',
    7: '1000',
    9: '訪001',
  });
  expect(await edit(kansen, saved.id, 1, { 6: '別の名' })).toMatchObject({
    ok: false,
    error: { issues: [{ path: 'f6', message: 'この項目は「照会」から写すので、直接は変えられません。' }] },
  });
  unwrap(await edit(kansen, saved.id, 1, { 7: '5' }));
  // The company changes; the copy does not, until somebody asks. By 学事課 the rating comes too.
  await studio.as(gakuji, (desk) =>
    editRecord(desk, companies.id, ids.あかつき建設!, { revision: 1, changes: { 1: 'あかつき工務店' } }),
  );
  unwrap(await edit(kansen, saved.id, 2, { 1: '二回目' }));
  expect(await studio.stored(visits, saved.id)).toMatchObject({ 6: 'あかつき建設', 7: '5' });
  unwrap(await edit(gakuji, saved.id, 3, {}, ['5']));
  expect(await studio.stored(visits, saved.id)).toMatchObject({ 6: 'あかつき工務店', 7: '1000', 8: '優' });
  unwrap(await edit(gakuji, saved.id, 4, { 5: null }));
  const emptied = await studio.stored(visits, saved.id);
  expect([emptied?.[5], emptied?.[6], emptied?.[7]]).toEqual([undefined, undefined, '1000']);
});

test('a key that nobody has, that is not theirs to see, or that several have, is told beside the field', async () => {
  const given = (key: string, record: string | null = null) => ({ 1: 'x', 5: { key, record } });
  const nothing = { ok: false, error: { issues: [{ path: 'f5' }] } };
  expect(await add(kansen, visits, given('999'))).toMatchObject(nothing);
  expect(await add(kansen, visits, given('200'))).toMatchObject(nothing);
  expect(await add(kansen, visits, given('', ids.しおみ設計!))).toMatchObject(nothing);
  expect(await add(kansen, visits, given('300'))).toMatchObject({
    ok: false,
    error: { issues: [{ path: 'f5', message: expect.stringContaining('2件') }] },
  });
  const looked = await studio.as(kansen, (desk) =>
    lookUp(
      desk,
      { options: (visits.fields[4] as { options: object }).options as never },
      { key: '300', record: null },
    ),
  );
  expect('several' in looked && looked.several.map((one) => one.label).sort()).toEqual([
    'まつかげ商会',
    'まつかげ商店',
  ]);
  const chosen = unwrap(await add(kansen, visits, given('', ids.まつかげ商会!)));
  expect(await studio.stored(visits, chosen.id)).toMatchObject({ 5: { key: '300' }, 6: 'まつかげ商会' });
});

test('a reference names what the person sees, and a deleted record is a mark, never an error', async () => {
  const to = (id: string) => ({ 1: '参照', 2: id });
  expect(await add(kansen, visits, to(ids.しおみ設計!))).toMatchObject({
    ok: false,
    error: { issues: [{ path: 'f2', message: '選択肢の中から選んでください。' }] },
  });
  expect(await add(kansen, visits, to(randomUUID()))).toMatchObject({ ok: false });
  const seen = unwrap(await add(kansen, visits, to(ids.まつかげ商店!)));
  const hidden = unwrap(await add(gakuji, visits, to(ids.しおみ設計!)));
  const printed = async (actor: StaffActor) =>
    studio.as(actor, async (desk) => {
      const open = unwrap(await openView(desk, visits.id));
      const reference = open.fields.find((one) => one.field.id === 2)!;
      const records = [{ answers: { 2: ids.まつかげ商店! } }, { answers: { 2: ids.しおみ設計! } }];
      const names = { records: await recordNames(open, records, [reference], 'ja') };
      return records.map((one) => printAnswer(reference.field, one.answers[2], { language: 'ja', names }));
    });
  expect(await printed(gakuji)).toEqual(['まつかげ商店', 'しおみ設計']);
  expect(await printed(kansen)).toEqual(['まつかげ商店', '（閲覧できない記録）']);
  unwrap(await studio.as(gakuji, (desk) => deleteRecord(desk, companies.id, ids.まつかげ商店!, 1)));
  expect(await printed(gakuji)).toEqual(['（削除された記録）', 'しおみ設計']);
  // What stood before may stay: the record is edited on, by one who cannot see what it names, too.
  unwrap(await edit(kansen, seen.id, 1, { 1: 'そのまま', 2: ids.まつかげ商店! }));
  unwrap(await edit(kansen, hidden.id, 1, { 1: 'そのまま', 2: ids.しおみ設計! }));
});

test('what a reference may name is searched, what points here is shown, each as the person sees it', async () => {
  const reference = { options: (visits.fields[1] as { options: object }).options as never };
  const find = (actor: StaffActor, text: string) =>
    studio.as(actor, async (desk) => (await findRecords(desk, reference, text)).entries);
  expect(await find(kansen, '商会')).toEqual([
    { value: ids.まつかげ商会, label: 'まつかげ商会', detail: '300' },
  ]);
  expect([await find(kansen, 'しおみ'), await find(kansen, ' ')]).toEqual([[], []]);
  for (const [day, points] of [
    ['2026-10-01', '7'],
    ['2026-10-02', '9'],
    ['2026-10-03', '8'],
  ] as const)
    unwrap(await add(gakuji, visits, { 1: day, 2: ids.まつかげ商会!, 3: day, 4: points }));
  const rows = await studio.as(kansen, async (desk) => {
    const open = unwrap(await openView(desk, companies.id));
    const related = open.fields.find((one) => one.field.id === 6)!;
    return relatedRows(
      open,
      { id: ids.まつかげ商会!, answers: {} },
      related,
      (app, id) => `/apps/${app}/${id}`,
      'ja',
    );
  });
  expect(rows).toMatchObject({ columns: ['日', '点'], more: true });
  expect(rows.rows.map((row) => row.cells)).toEqual([
    ['R8.10.2', '9'],
    ['R8.10.3', '8'],
  ]);
  expect(rows.rows[0]!.href).toBe(`/apps/rel-visits/${rows.rows[0]!.id}`);
});
