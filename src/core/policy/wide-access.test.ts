import { expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { roleWords, type StaffActor, whoText } from '#core/policy';
import { prepareAccess } from './prepare-access.ts';
import { managersAmong, reasonsFor } from './who-may.ts';
import { accessConcerns } from './wide-access.ts';

const field = (id: number, code: string, type = 'text', more: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  options: {},
  ...more,
});
const app = (
  work: object,
  fields = [field(1, '品名'), field(2, '氏名', 'person-name'), field(3, '金額', 'number')],
) =>
  ({
    kind: 'app',
    id: 'a',
    title: { ja: 'a' },
    effectiveFrom: '2026-04-01',
    standardisedSystem: 'own-measure',
    fields,
    form: { pages: [] },
    summary: [],
    work: { department: 'X', title: ['品名'], access: [], fieldAccess: [], views: [], unique: [], ...work },
  }) as unknown as WorkApp;
const everyone = [{ everyone: true }];
const me = [{ user: '018f3f6e-0000-7000-8000-000000000001' }];
const kinds = (work: object, fields?: object[]) =>
  accessConcerns(app(work, fields as never), new Set(['SOMU'])).map((one) => `${one.kind} ${one.path}`);

test('narrow rules raise no concern', () => {
  expect(
    kinds({
      access: [
        { who: me, may: ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'] },
        { who: [{ department: 'SOMU-BUNSHO', below: true }], may: ['view', 'add', 'edit'] },
        { who: [{ position: '課長', department: 'SOMU-BUNSHO' }], may: ['manage', 'view'] },
      ],
    }),
  ).toEqual([]);
});

test('what everyone may take away or change is said beside its rule', () => {
  expect(kinds({ access: [{ who: everyone, may: ['view', 'export', 'edit'], when: '品名 = "a"' }] })).toEqual(
    ['everyone-exports work.access[0]'],
  );
  expect(
    kinds({
      access: [
        { who: me, may: ['view'] },
        { who: everyone, may: ['delete'] },
      ],
    }),
  ).toEqual(['everyone-changes work.access[1]']);
  expect(kinds({ access: [{ who: [{ role: 'check' }], may: ['export'] }] })).toEqual([
    'exports-all work.access[0]',
  ]);
  expect(kinds({ access: [{ who: [{ role: 'check' }], may: ['export'], when: '金額 < 10' }] })).toEqual([]);
});

test('managing by a department, a role or a group, and rules from a top department', () => {
  expect(kinds({ access: [{ who: [{ department: 'KA', below: true }], may: ['manage', 'view'] }] })).toEqual([
    'manage-many work.access[0]',
  ]);
  expect(kinds({ access: [{ who: [{ department: 'SOMU' }], may: ['add'] }] })).toEqual([
    'from-the-top work.access[0]',
  ]);
  expect(kinds({ access: [{ who: [{ department: 'SOMU', below: false }], may: ['add'] }] })).toEqual([]);
});

test('personal fields that everyone reads, until a field rule narrows them', () => {
  const access = [{ who: everyone, may: ['view'] }];
  expect(kinds({ access })).toEqual(['personal-open work.access[0]']);
  expect(kinds({ access, fieldAccess: [{ fields: ['氏名'], read: [{ who: me }] }] })).toEqual([]);
  expect(kinds({ access, fieldAccess: [{ fields: ['氏名'], read: [{ who: everyone }] }] })).toEqual([
    'personal-open work.access[0]',
  ]);
  expect(kinds({ access, fieldAccess: [{ fields: ['氏名'], edit: [] }] })).toEqual([
    'personal-open work.access[0]',
  ]);
  expect(kinds({ access: [{ who: everyone, may: ['view'], when: '品名 = "a"' }] })).toEqual([]);
});

test('a unique key or a check over a field that not everybody reads tells a bit', () => {
  const fieldAccess = [{ fields: ['金額'], read: [{ who: me }] }];
  expect(kinds({ fieldAccess, unique: [['品名'], ['金額']] })).toEqual(['tells-a-bit work.unique[1]']);
  const checked = [
    field(1, '品名', 'text', { checks: [{ rule: '金額 > 0', message: { ja: 'x' } }] }),
    field(3, '金額', 'number', { checks: [{ rule: '金額 > 0', message: { ja: 'x' } }] }),
  ];
  expect(kinds({ fieldAccess }, checked)).toEqual(['tells-a-bit fields[0].checks']);
  expect(kinds({}, checked)).toEqual([]);
});

const actor = (change: object = {}) =>
  ({
    kind: 'staff',
    id: me[0]!.user,
    postId: 'p',
    stage: 'full',
    post: { department: 'KA', position: '主事', roles: ['intake'] },
    departments: ['KA'],
    above: ['KA', 'SOMU'],
    groups: ['g'],
    standsInFor: [],
    ...change,
  }) as unknown as StaffActor;

test('the reasons name every rule that gives the act, and who of the rule is meant', () => {
  const prepared = prepareAccess(
    app({
      access: [
        { who: [{ group: 'g' }, { department: 'KA' }], may: ['view'] },
        { who: everyone, may: ['view'], when: '品名 = "a"' },
        { who: everyone, may: ['edit'] },
      ],
    }),
  );
  const ask = (holds: boolean) =>
    reasonsFor(prepared, actor(), 'view', { holds: () => holds, names: () => false });
  expect(ask(true)).toEqual([
    { rule: 0, who: { group: 'g' } },
    { rule: 1, who: { everyone: true } },
  ]);
  expect(ask(false)).toEqual([{ rule: 0, who: { group: 'g' } }]);
});

test('managing counts only for whoever sees and manages without a condition', () => {
  const managers = (access: object[]) => managersAmong(prepareAccess(app({ access })), [actor()]).length;
  expect(managers([{ who: me, may: ['view', 'manage'] }])).toBe(1);
  expect(managers([{ who: me, may: ['manage'] }])).toBe(0);
  expect(managers([{ who: me, may: ['view', 'manage'], when: '品名 = "a"' }])).toBe(0);
  expect(managers([{ who: [{ position: '部長' }], may: ['view', 'manage'] }])).toBe(0);
});

test('whos are said in words, and what is gone by its code', () => {
  const names = { departments: { KA: '文書課' }, groups: {}, staff: {}, fields: { tanto: '担当' } };
  const words = [
    { everyone: true as const },
    { department: 'KA', below: true },
    { department: 'KA', below: false },
    { position: '課長', department: 'KA' },
    { position: '課長' },
    { role: 'check' as const },
    { group: 'flu' },
    { field: 'tanto' },
  ].map((who) => whoText(who, names));
  expect(words).toEqual([
    '全職員',
    '文書課と下の所属',
    '文書課（下の所属は含まない）',
    '文書課の「課長」',
    'どの所属でも「課長」の職の人',
    `役割「${roleWords.check}」`,
    'グループ「flu」',
    '項目「担当」に入っている人・所属',
  ]);
});
