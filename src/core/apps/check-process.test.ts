import { describe, expect, it } from 'vitest';
import { type App, definitionSchemas } from '#core/definitions.server';
import { checkApp } from './check-app.ts';

const field = (id: number, code: string, type: string, more: object = {}) => ({
  id,
  code,
  type,
  label: { ja: code },
  ...more,
});
const state = (id: string, more: object = {}) => ({ id, title: { ja: id }, ...more });
const approval = { routes: ['usual'], decided: 'done', sentBack: 'new', dropped: 'done' };
const decide = { id: 'last', title: { ja: '決裁' }, kind: 'decide', seats: [{ head: 'drafter' }] };
const approve = { id: 'first', title: { ja: '承認' }, kind: 'approve', seats: [{ position: '係長' }] };
const route = (...steps: object[]) => ({ id: 'usual', title: { ja: '通常' }, steps });
const draft = {
  id: 'draft',
  title: { ja: '起案' },
  from: ['new'],
  to: 'deciding',
  who: [{ everyone: true }],
};

/** Sound but for what is changed. */
const sound = {
  states: [state('new'), state('deciding', { kind: 'approval', approval }), state('done', { kind: 'end' })],
  acts: [draft],
  routes: [route(approve, decide)],
};

const appOf = (process: object, id = 'orders'): App =>
  definitionSchemas.app.parse({
    kind: 'app',
    id,
    title: { ja: id },
    effectiveFrom: '2026-04-01',
    fields: [
      field(1, '品名', 'text'),
      field(2, '金額', 'number'),
      field(3, '担当課', 'department'),
      field(4, '状態', 'status'),
      field(5, '元の注文', 'reference', { options: { app: 'orders' } }),
    ],
    standardisedSystem: 'own-measure',
    form: {
      pages: [
        {
          id: 'main',
          title: { ja: '本体' },
          items: [{ field: '品名' }, { field: '金額' }, { field: '担当課' }],
        },
      ],
    },
    work: {
      department: 'SOMU',
      title: ['品名'],
      access: [{ who: [{ position: '課長' }], may: ['view', 'manage'] }],
      process,
    },
  });

const problems = (change: object, others: App[] = []) =>
  checkApp(appOf({ ...sound, ...change }), (id) => others.find((one) => one.id === id))
    .filter((one) => one.path.startsWith('work.process'))
    .map(({ path, level }) => `${level} ${path.slice('work.process.'.length)}`);
const states = (...more: object[]) => ({ states: [...sound.states, ...more] });
const first = (effects: object[]) => ({ states: [state('new', { effects }), ...sound.states.slice(1)] });

describe('a process', () => {
  it('that is sound has no problem', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['an act that leads nowhere', { acts: [draft, { ...draft, id: 'x', to: 'gone' }] }, ['error acts[1].to']],
    ['an act from nowhere', { acts: [{ ...draft, from: ['new', 'gone'] }] }, ['error acts[0].from[1]']],
    [
      'an act out of an approval',
      { acts: [draft, { ...draft, id: 'x', from: ['deciding'], to: 'done' }] },
      ['error acts[1].from[0]'],
    ],
    ['two of one name', { acts: [draft, draft] }, ['error acts[1].id']],
    ['a state nobody can leave', states(state('stuck')), ['error states[3]', 'warning states[3]']],
    ['a state nothing leads to', states(state('lost', { kind: 'end' })), ['warning states[3]']],
    [
      'an approval without routes',
      { states: [sound.states[0], state('deciding', { kind: 'approval' }), sound.states[2]] },
      ['error states[1]', 'error states[1]', 'warning states[2]'],
    ],
    [
      'results that lead nowhere',
      {
        states: [
          sound.states[0],
          state('deciding', { kind: 'approval', approval: { ...approval, sentBack: 'gone' } }),
          sound.states[2],
        ],
      },
      ['error states[1].approval.sentBack'],
    ],
    [
      'an approval that decides itself into another',
      {
        states: [
          sound.states[0],
          state('deciding', { kind: 'approval', approval: { ...approval, sentBack: 'deciding' } }),
          sound.states[2],
        ],
      },
      ['error states[1].approval.sentBack'],
    ],
    [
      'an approval open to changes',
      { states: [sound.states[0], { ...sound.states[1], lock: 'open' }, sound.states[2]] },
      ['error states[1].lock'],
    ],
    [
      'a first state of approval',
      { states: [sound.states[1], sound.states[0], sound.states[2]] },
      ['error states[0]'],
    ],
    ['a route that is not there', { routes: [] }, ['error states[1].approval.routes[0]']],
    [
      'routes of which none may fit',
      { routes: [{ ...route(decide), when: '金額 > 0' }] },
      ['warning states[1].approval.routes'],
    ],
    ['a route without a decider', { routes: [route(approve)] }, ['error routes[0].steps']],
    ['a decider before the end', { routes: [route(decide, approve)] }, ['error routes[0].steps']],
    [
      'a decider that may be left out',
      { routes: [route({ ...decide, when: '金額 > 0' })] },
      ['error routes[0].steps[0].when'],
    ],
    [
      'a drafter who decides',
      { routes: [route({ ...decide, seats: [{ drafter: true }] })] },
      ['error routes[0].steps[0].seats[0]'],
    ],
    [
      'everyone as a seat',
      { routes: [route({ ...decide, seats: [{ everyone: true }] })] },
      ['error routes[0].steps[0].seats[0]'],
    ],
    ['more than are asked', { routes: [route({ ...decide, needs: 2 })] }, ['error routes[0].steps[0].needs']],
    [
      'a seat by a field that names nobody',
      { routes: [route({ ...decide, seats: [{ field: '品名' }] })] },
      ['error routes[0].steps[0].seats[0]'],
    ],
    [
      'a head by a field that is no department',
      { routes: [route({ ...decide, seats: [{ head: { field: '金額' } }] })] },
      ['error routes[0].steps[0].seats[0]'],
    ],
    ['a field that is not there', { acts: [{ ...draft, require: ['理由'] }] }, ['error acts[0].require[0]']],
    ['a condition that is none', { acts: [{ ...draft, when: '金額 + 1' }] }, ['error acts[0].when']],
    ['a keeper by a field', { keepers: [{ field: '担当課' }] }, ['error keepers[0]']],
    [
      'a value that does not fit',
      first([{ kind: 'set', field: '金額', to: '品名' }]),
      ['error states[0].effects[0].to'],
    ],
    [
      'a state set by itself',
      first([{ kind: 'set', field: '状態', to: '"done"' }]),
      ['error states[0].effects[0].to'],
    ],
    [
      'a record of an app that is not there',
      first([{ kind: 'create', app: 'nowhere', values: {} }]),
      ['error states[0].effects[0].app'],
    ],
    [
      'a record changed that nothing names',
      first([{ kind: 'update', record: '品名', values: {} }]),
      ['error states[0].effects[0].record'],
    ],
    [
      'a value for a field that the named record does not have, and one that does not fit',
      first([{ kind: 'update', record: '元の注文', values: { 数量: '金額', 金額: '品名' } }]),
      ['error states[0].effects[0].values.数量', 'error states[0].effects[0].values.金額'],
    ],
    [
      'a document whose template is not there',
      first([{ kind: 'issue', template: 'letter' }]),
      ['error states[0].effects[0].template'],
    ],
    [
      'everyone told',
      first([{ kind: 'notify', who: [{ everyone: true }] }]),
      ['error states[0].effects[0].who[0]'],
    ],
  ])('%s is told', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('seats by a field of a department, and values that fit, are welcome', () => {
    expect(
      problems({
        routes: [route({ ...decide, seats: [{ field: '担当課' }, { head: { field: '担当課' } }], needs: 3 })],
      }),
    ).toEqual([]);
    expect(problems(first([{ kind: 'set', field: '金額', to: '金額 + 1' }]))).toEqual([]);
    expect(problems(first([{ kind: 'update', record: '元の注文', values: { 金額: '金額' } }]))).toEqual([]);
  });

  it('apps that make records of each other as they begin are told of the circle', () => {
    const makes = (app: string) => first([{ kind: 'create', app, values: { 品名: '品名' } }]);
    const other = (target: string, id: string) => appOf({ ...sound, ...makes(target) }, id);
    expect(problems(makes('orders'))).toEqual(['error states[0].effects']);
    expect(problems(makes('b'), [other('c', 'b'), other('orders', 'c')])).toEqual([
      'error states[0].effects',
    ]);
    expect(problems(makes('b'), [appOf(sound, 'b')])).toEqual([]);
  });
});
