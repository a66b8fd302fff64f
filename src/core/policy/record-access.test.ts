import { describe, expect, it } from 'vitest';
import type { WorkApp } from '#core/definitions';
import type { Answers } from '#core/fields';
import { envOf, evaluate } from '#kernel/formula';
import type { StaffActor } from './actors.ts';
import type { Grant } from './grant.ts';
import { prepareAccess } from './prepare-access.ts';
import { accessOf, possibleActs } from './record-access.ts';

const field = (id: number, code: string, type = 'text', options: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  options,
});
const app = (work: Partial<WorkApp['work']>, extra: object[] = []) =>
  ({
    kind: 'app',
    id: 'lost-things',
    title: { ja: '落とし物管理' },
    effectiveFrom: '2026-04-01',
    standardisedSystem: 'own-measure',
    fields: [
      field(1, '品名'),
      field(2, '金額', 'number'),
      field(3, '公開', 'yes-no'),
      field(4, '住所'),
      field(5, '倍額', 'formula', { formula: '金額 * 2' }),
      ...extra,
    ],
    form: { pages: [] },
    summary: [],
    work: {
      department: '0301',
      title: ['品名'],
      access: [],
      fieldAccess: [],
      views: [],
      unique: [],
      ...work,
    },
  }) as unknown as WorkApp;

const post = {
  id: 'p1',
  staffId: 's1',
  department: '0301',
  departmentName: '総務課',
  position: '係長',
  rank: 3,
  roles: ['check' as const],
  kind: 'main' as const,
};
const actor = (change: Partial<StaffActor> = {}): StaffActor => ({
  kind: 'staff',
  id: '00000000-0000-4000-8000-000000000001',
  postId: 'p1',
  sessionHash: null,
  stage: 'full',
  name: '',
  post,
  departments: ['0301', '030101'],
  above: ['0301', '03'],
  standsInFor: [],
  ...change,
});
const holds = (grant: Grant, answers: Answers) =>
  typeof grant === 'boolean'
    ? grant
    : evaluate(grant, envOf(answers, { today: '2026-11-21', now: '2026-11-21T09:00:00' })) === true;
const everyone = [{ everyone: true as const }];

describe('records', () => {
  it('nothing is allowed that no rule allows, and nobody is somebody before the second factor', () => {
    expect(possibleActs(accessOf(prepareAccess(app({})), actor()))).toEqual([]);
    const open = prepareAccess(app({ access: [{ who: everyone, may: ['view', 'edit'] }] }));
    expect(possibleActs(accessOf(open, actor()))).toEqual(['view', 'edit']);
    expect(possibleActs(accessOf(open, actor({ stage: 'second-factor' })))).toEqual([]);
    expect(possibleActs(accessOf(open, actor({ stage: 'post', post: null })))).toEqual([]);
  });

  it('departments with those below or without, positions, roles, groups, persons, and whom one stands in for', () => {
    const sees = (who: WorkApp['work']['access'][number]['who'][number], change: Partial<StaffActor> = {}) =>
      accessOf(prepareAccess(app({ access: [{ who: [who], may: ['view'] }] })), actor(change)).rows('view');
    expect(sees({ department: '03', below: true })).toBe(true);
    expect(sees({ department: '03', below: false })).toBe(false);
    expect(sees({ department: '030101', below: true })).toBe(false);
    expect(sees({ position: '係長' })).toBe(true);
    expect(sees({ position: '係長', department: '99' })).toBe(false);
    expect(sees({ role: 'check' })).toBe(true);
    expect(sees({ role: 'audit' })).toBe(false);
    expect(sees({ group: 'g1' })).toBe(false);
    expect(sees({ group: 'g1' }, { groups: ['g1'] })).toBe(true);
    expect(sees({ user: actor().id! })).toBe(true);
    const away = [
      { postId: 'p2', staffId: 's2', department: '99', position: '課長', roles: ['decide' as const] },
    ];
    expect(sees({ department: '99', below: true }, { standsInFor: away })).toBe(true);
    expect(sees({ position: '課長' }, { standsInFor: away })).toBe(true);
  });

  it('conditions about the record add up, and acts never reach further than seeing', () => {
    const access = accessOf(
      prepareAccess(
        app({
          access: [
            { who: everyone, may: ['view'], when: '公開 = TRUE' },
            { who: [{ position: '係長' }], may: ['view'], when: '金額 < 100' },
            { who: everyone, may: ['edit'] },
          ],
        }),
      ),
      actor(),
    );
    for (const act of ['view', 'edit'] as const) {
      expect(holds(access.rows(act), { 3: true, 2: '500' })).toBe(true);
      expect(holds(access.rows(act), { 2: '50' })).toBe(true);
      expect(holds(access.rows(act), { 3: false, 2: '500' })).toBe(false);
      expect(holds(access.rows(act), {})).toBe(false);
    }
  });

  it('a condition that cannot be read allows nobody and is told', () => {
    const prepared = prepareAccess(app({ access: [{ who: everyone, may: ['view'], when: '無い項目 = 1' }] }));
    expect(prepared.issues.map((one) => one.path)).toEqual(['work.access[0].when']);
    expect(holds(accessOf(prepared, actor()).rows('view'), { 3: true })).toBe(false);
    expect(prepareAccess(app({ access: [{ who: [{ field: '品名' }], may: ['view'] }] })).issues).toHaveLength(
      1,
    );
  });
});

describe('fields', () => {
  const narrowed = (fieldAccess: WorkApp['work']['fieldAccess'], change: Partial<StaffActor> = {}) =>
    accessOf(
      prepareAccess(app({ access: [{ who: everyone, may: ['view', 'edit'] }], fieldAccess })),
      actor(change),
    );

  it('lines that calculate with a masked field are masked with it, and so is what says where somebody is', () => {
    const notes = field(6, '記録', 'lines', {});
    const lines = {
      ...notes,
      fields: [
        field(7, '内容'),
        field(8, '控え', 'formula', { formula: '内容 & LEFT(住所, 4)', result: 'text' }),
      ],
    };
    const prepared = prepareAccess(
      app({ access: [{ who: everyone, may: ['view'] }], fieldAccess: [{ fields: ['住所'], read: [] }] }, [
        lines,
      ]),
    );
    expect(accessOf(prepared, actor()).field(6).read).toBe(false);
    expect(accessOf(prepared, actor()).field(1).read).toBe(true);
  });

  it('follow their record unless a rule narrows them; an empty rule is for nobody', () => {
    const access = narrowed([{ fields: ['住所'], read: [] }]);
    expect(access.field(1)).toEqual({ read: true, edit: true });
    expect(access.field(4)).toEqual({ read: false, edit: false });
  });

  it('a rule about the record stays a formula', () => {
    const access = narrowed([{ fields: ['住所'], read: [{ who: everyone, when: '公開 = TRUE' }], edit: [] }]);
    expect(holds(access.field(4).read, { 3: true })).toBe(true);
    expect(holds(access.field(4).read, {})).toBe(false);
    expect(access.field(4).edit).toBe(false);
  });

  it('calculations that all use each other are settled at once', () => {
    const chain = Array.from({ length: 60 }, (_one, index) =>
      field(10 + index, `式${index}`, 'formula', {
        formula: index < 2 ? '金額 + 1' : `式${index - 1} + 式${index - 2}`,
        result: 'number',
      }),
    );
    const prepared = prepareAccess(
      app(
        {
          access: [{ who: everyone, may: ['view'] }],
          fieldAccess: chain.map((_one, index) => ({
            fields: [`式${index}`],
            read: [{ who: everyone, when: `金額 > ${index}` }],
          })),
        },
        chain,
      ),
    );
    const began = performance.now();
    const { read } = accessOf(prepared, actor()).field(69);
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(JSON.stringify(read).length).toBeLessThan(20_000);
    expect(holds(read, { 2: '60' })).toBe(true);
    expect(holds(read, { 2: '59' })).toBe(false);
  });

  it('what is calculated from a masked field is masked', () => {
    const access = narrowed([{ fields: ['金額'], read: [{ who: [{ position: '課長' }] }] }]);
    expect(access.field(5).read).toBe(false);
  });
});
