/** Every way of 決裁 that issue 4 (c) names, one row each: what `verbs.test.ts` asks of one verb, here along whole routes. */
import { describe, expect, it } from 'vitest';
import type { RecordProcess } from '#core/definitions';
import { act, backSteps } from './act.ts';
import { changed, cityOf, handOf, people, tree } from './city.testing.ts';
import { routeFor } from './lay-out.ts';
import { everySeat } from './may.ts';
import type { Approval, ApprovalVerb } from './model.ts';
import { reseat } from './reseat.ts';
import { drafted, nobodyKnown, routeOf, steps, worldOf } from './route.testing.ts';

const title = { ja: '段階' };
type Steps = typeof steps;
type Move = [by: string, verb: ApprovalVerb, backTo?: string];

const step = (
  id: string,
  kind: Steps[number]['kind'],
  seats: Steps[number]['seats'],
  needs: 'all' | number = 'all',
) => ({
  id,
  title,
  kind,
  needs,
  seats,
});
const [first, , last, know] = steps as [Steps[number], Steps[number], Steps[number], Steps[number]];
const consult: Move[] = [
  ['head2', 'agree'],
  ['leader3', 'agree'],
];
const whole: Move[] = [['leader', 'approve'], ...consult, ['head', 'decide']];
const absent = worldOf(cityOf(changed({ head: { absentFor: 'vice' } })));

interface Way {
  route?: Steps;
  world?: typeof absent;
  moves: Move[];
  state: Approval['state'];
  /** `<seat>: <state>`, of those that say it. */
  seats: Record<string, string>;
}

const ways: Record<string, Way> = {
  直列: {
    route: [
      step('a', 'approve', [{ position: '係長' }]),
      step('b', 'approve', [{ position: '課長補佐' }]),
      last,
    ],
    moves: [['leader', 'approve']],
    state: 'circulating',
    seats: { 'a-1': 'agreed', 'b-1': 'open', 'last-1': 'waiting' },
  },
  並行: {
    route: [step('a', 'approve', [{ position: '係長' }, { position: '課長補佐' }]), last],
    moves: [['vice', 'approve']],
    state: 'circulating',
    seats: { 'a-1': 'open', 'a-2': 'agreed', 'last-1': 'waiting' },
  },
  N人のうち何人か: {
    route: [
      step('a', 'approve', [{ position: '係長' }, { position: '課長補佐' }, { user: 'leader2' }], 2),
      last,
    ],
    moves: [
      ['vice', 'approve'],
      ['leader2', 'approve'],
    ],
    state: 'circulating',
    seats: { 'a-1': 'passed', 'a-2': 'agreed', 'a-3': 'agreed', 'last-1': 'open' },
  },
  合議: {
    moves: [['leader', 'approve'], ['head2', 'object'], consult[1]!],
    state: 'circulating',
    seats: { 'others-1': 'objected', 'others-2': 'agreed', 'last-1': 'open' },
  },
  決裁: { moves: whole, state: 'decided', seats: { 'last-1': 'agreed' } },
  代決: {
    world: absent,
    moves: [...whole.slice(0, 3), ['vice', 'deputyDecide']],
    state: 'decided',
    seats: { 'last-1': 'agreed', 'last-r1': 'toReview' },
  },
  後閲: {
    world: absent,
    moves: [...whole.slice(0, 3), ['vice', 'deputyDecide'], ['head', 'postReview']],
    state: 'decided',
    seats: { 'last-r1': 'reviewed' },
  },
  差戻し: { moves: [['leader', 'sendBack']], state: 'sentBack', seats: { 'first-1': 'sentBack' } },
  引戻し: { moves: [['clerk', 'recall']], state: 'recalled', seats: { 'first-1': 'waiting' } },
  引上げ: {
    moves: [
      ['head', 'pullUp'],
      ['head', 'decide'],
    ],
    state: 'decided',
    seats: { 'first-1': 'toReview', 'others-1': 'toReview', 'last-1': 'agreed' },
  },
  供覧: { moves: [...whole, ['leader2', 'read']], state: 'decided', seats: { 'know-1': 'read' } },
  廃案: {
    moves: [
      ['leader', 'sendBack'],
      ['clerk', 'drop'],
    ],
    state: 'dropped',
    seats: {},
  },
  施行: { moves: [...whole, ['clerk', 'putIntoEffect']], state: 'inEffect', seats: {} },
  完結: { moves: [...whole, ['clerk', 'putIntoEffect'], ['clerk', 'close']], state: 'closed', seats: {} },
  不在の代理: {
    route: [first, last],
    world: worldOf(cityOf(changed({ leader: { absentFor: 'vice' } }))),
    moves: [['vice', 'approve']],
    state: 'circulating',
    seats: { 'first-1': 'agreed', 'last-1': 'open' },
  },
  停止された担当者: {
    route: [first, last],
    world: worldOf(cityOf(changed({ leader: { suspended: true } }))),
    moves: [['vice', 'approve']],
    state: 'circulating',
    seats: { 'first-1': 'agreed', 'last-1': 'open' },
  },
};

function played({ route = steps, world = worldOf(), moves }: Way): Approval {
  let approval = drafted(world, route);
  for (const [by, verb, backTo] of moves) {
    const input = { at: 'now', note: '理由', ...(backTo === undefined ? {} : { backTo }) };
    const done = act(approval, verb, handOf(world.organisation, by), input, world);
    if (!done.ok) throw new Error(`${by} ${verb}: ${done.error.message}`);
    approval = done.value.approval;
  }
  return approval;
}

it.each(Object.entries(ways))('%s', (_name, way) => {
  const approval = played(way);
  expect(approval.state).toBe(way.state);
  const states = Object.fromEntries(everySeat(approval).map(({ seat }) => [seat.id, seat.state]));
  expect(states).toMatchObject(way.seats);
});

describe('差戻し to any step', () => {
  const before = played({ moves: whole.slice(0, 3), state: 'circulating', seats: {} });
  it.each(backSteps(before).map(({ id }) => [id]))('%s acts again, and all after it', (id) => {
    const approval = played({
      moves: [...whole.slice(0, 3), ['head', 'sendBack', id]],
      state: 'circulating',
      seats: {},
    });
    const at = approval.steps.findIndex((one) => one.id === id);
    expect(approval.at).toBe(at);
    for (const { seat, index } of everySeat(approval))
      expect(seat.state).toBe(index < at ? 'agreed' : index === at ? 'open' : 'waiting');
  });
  it('is possible to every step that was passed', () =>
    expect(backSteps(before).map(({ id }) => id)).toEqual(['first', 'others']));
});

it('a route is chosen by the amount', () => {
  const process = {
    states: [{ id: 's', title, kind: 'approval', approval: { routes: ['large', 'small'], decided: 's' } }],
    routes: [
      { ...routeOf(), id: 'large', when: '金額 >= 100000' },
      { ...routeOf([last]), id: 'small' },
    ],
  } as unknown as RecordProcess;
  expect(routeFor(process, 's', () => true)?.id).toBe('large');
  expect(routeFor(process, 's', () => false)?.id).toBe('small');
});

it.each([
  ['clerk', 0, 'SOMU1', '課長'],
  ['clerk', 1, 'SOMU', '局長'],
  ['clerk', 4, 'CITY', '市長'],
  ['leader2', 0, 'SOMU2', '課長'],
  ['head3', 0, 'KYOIKU', '局長'],
])('by the organisation chart what %s drafts goes %i up', (by, up, department, position) => {
  const approval = drafted(worldOf(), [{ ...last, seats: [{ head: 'drafter', up }] }], by);
  expect(approval.steps[0]?.seats[0]?.place).toEqual({ kind: 'office', department, position });
});

it('人事異動 seats what runs anew and says from where to where', () => {
  const gone = worldOf(
    cityOf(
      people.filter((one) => one.staff !== 'leader' && one.staff !== 'vice'),
      tree,
    ),
  );
  const { approval, events } = reseat(drafted(worldOf(), [first, know, last]), nobodyKnown, gone);
  const from = { kind: 'office', department: 'SOMU1', position: '係長' };
  const to = { kind: 'office', department: 'SOMU1', position: '課長' };
  expect(events).toContainEqual({ kind: 'moved', moves: [{ seat: 'first-1', step: 'first', from, to }] });
  // 課長 decides anyway: they are not asked twice.
  expect(approval.at).toBe(2);
});
