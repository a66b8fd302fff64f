/** Every verb of 決裁: who may, who may not and why, and what it makes of the approval. */
import { describe, expect, it } from 'vitest';
import { act, backSteps } from './act.ts';
import { changed, cityOf, handOf, people } from './city.testing.ts';
import { everySeat, may, possibleVerbs } from './may.ts';
import { type Approval, type ApprovalVerb, approvalVerbs, type SeatState } from './model.ts';
import { reseat } from './reseat.ts';
import { drafted, nobodyKnown, steps, worldOf } from './route.testing.ts';

type Move = [by: string, verb: ApprovalVerb, more?: { note?: string; backTo?: string; seat?: string }];

const world = worldOf();
const absent = worldOf(cityOf(changed({ head: { absentFor: 'vice' } })));

function played(moves: readonly Move[], start: Approval = drafted(), its = world) {
  let approval = start;
  for (const [by, verb, more = {}] of moves) {
    const done = act(approval, verb, handOf(its.organisation, by), { at: 'now', note: '理由', ...more }, its);
    if (!done.ok) throw new Error(`${by} ${verb}: ${done.error.message}`);
    approval = done.value.approval;
  }
  return approval;
}
const seats = (approval: Approval): Record<string, SeatState> =>
  Object.fromEntries(everySeat(approval).map(({ seat }) => [seat.id, seat.state]));
const tried = (approval: Approval, by: string, verb: ApprovalVerb, its = world) =>
  may(verb, approval, handOf(its.organisation, by)).why?.message ?? null;

const approved: Move[] = [['leader', 'approve']];
const consulted: Move[] = [...approved, ['head2', 'agree'], ['leader3', 'agree']];
const decided: Move[] = [...consulted, ['head', 'decide']];

/** verb, moves before, who may, what became of it; then who may not, with a word of the reason. */
const table: {
  verb: ApprovalVerb;
  before: Move[];
  by: string;
  more?: Move[2];
  its?: typeof world;
  state: Approval['state'];
  seats: Record<string, SeatState>;
  not: [by: string, before: Move[], why: string][];
}[] = [
  {
    verb: 'approve',
    before: [],
    by: 'leader',
    state: 'circulating',
    seats: { 'first-1': 'agreed', 'others-1': 'open', 'others-2': 'open', 'last-1': 'waiting' },
    not: [
      ['clerk', [], 'あなたにありません'],
      ['head', [], '前の段階'],
      ['leader', approved, '済んで'],
      ['head2', approved, '合議'],
      ['leader', decided, '決裁済み'],
    ],
  },
  {
    verb: 'agree',
    before: approved,
    by: 'head2',
    state: 'circulating',
    seats: { 'others-1': 'agreed', 'others-2': 'open', 'last-1': 'waiting' },
    not: [
      ['leader', [], '承認'],
      ['head2', [], '前の段階'],
    ],
  },
  {
    verb: 'object',
    before: [...approved, ['head2', 'agree']],
    by: 'leader3',
    state: 'circulating',
    // An objection is an opinion: it holds up nothing.
    seats: { 'others-1': 'agreed', 'others-2': 'objected', 'last-1': 'open' },
    not: [['head', consulted, '決裁']],
  },
  {
    verb: 'decide',
    before: consulted,
    by: 'head',
    state: 'decided',
    seats: { 'last-1': 'agreed', 'know-1': 'toRead' },
    not: [
      ['vice', consulted, 'あなたにありません'],
      ['head', approved, '前の段階'],
      ['leader', [], '承認'],
    ],
  },
  {
    verb: 'deputyDecide',
    before: consulted,
    by: 'vice',
    its: absent,
    state: 'decided',
    seats: { 'last-1': 'agreed', 'last-r1': 'toReview' },
    not: [
      ['head', consulted, '不在のとき'],
      ['leader', [], '承認'],
    ],
  },
  {
    verb: 'postReview',
    before: [['head', 'pullUp']],
    by: 'leader',
    state: 'circulating',
    seats: { 'first-1': 'reviewed', 'last-1': 'open' },
    not: [
      ['leader', [], '求められている'],
      ['head', [['head', 'pullUp']], '求められている'],
    ],
  },
  {
    verb: 'read',
    before: decided,
    by: 'leader2',
    state: 'decided',
    seats: { 'know-1': 'read' },
    not: [
      ['leader2', consulted, '求められている'],
      ['clerk', decided, '求められている'],
    ],
  },
  {
    verb: 'sendBack',
    before: consulted,
    by: 'head',
    state: 'sentBack',
    seats: { 'first-1': 'agreed', 'last-1': 'sentBack' },
    not: [
      ['clerk', [], 'あなたにありません'],
      ['head', [], '前の段階'],
      ['head', decided, '決裁済み'],
    ],
  },
  {
    verb: 'recall',
    before: approved,
    by: 'clerk',
    state: 'recalled',
    seats: { 'others-1': 'waiting', 'others-2': 'waiting' },
    not: [
      ['leader', [], '起案した人'],
      ['clerk', decided, '決裁済み'],
    ],
  },
  {
    verb: 'pullUp',
    before: approved,
    by: 'head',
    state: 'circulating',
    seats: { 'first-1': 'agreed', 'others-1': 'toReview', 'others-2': 'toReview', 'last-1': 'open' },
    not: [
      ['leader', [], '後の段階'],
      ['leader2', [], '後の段階'],
      ['head', consulted, '後の段階'],
    ],
  },
  {
    verb: 'drop',
    before: [['clerk', 'recall']],
    by: 'clerk',
    state: 'dropped',
    seats: { 'first-1': 'waiting' },
    not: [
      ['clerk', [], 'あなたにありません'],
      ['leader', [['clerk', 'recall']], '起案した人'],
      ['clerk', decided, '決裁済み'],
    ],
  },
  {
    verb: 'drop',
    before: consulted,
    by: 'head',
    state: 'dropped',
    seats: { 'last-1': 'waiting' },
    not: [['leader', [], '承認']],
  },
  {
    verb: 'putIntoEffect',
    before: decided,
    by: 'clerk',
    state: 'inEffect',
    seats: {},
    not: [
      ['clerk', consulted, '回議中'],
      ['head', decided, '起案した人'],
    ],
  },
  {
    verb: 'close',
    before: [...decided, ['clerk', 'putIntoEffect']],
    by: 'clerk',
    state: 'closed',
    seats: {},
    not: [
      ['clerk', [], '回議中'],
      ['head', decided, '起案した人'],
    ],
  },
  {
    verb: 'correctFormally',
    before: decided,
    by: 'clerk',
    state: 'decided',
    seats: { 'last-1': 'agreed' },
    not: [
      ['clerk', consulted, '回議中'],
      ['leader', decided, '起案した人'],
    ],
  },
];

describe('every verb', () => {
  it.each(table)(
    '$verb by $by leads to $state',
    ({ verb, before, by, more, its = world, state, seats: expected }) => {
      const approval = played([...before, [by, verb, more]], drafted(its), its);
      expect(approval.state).toBe(state);
      expect(seats(approval)).toMatchObject(expected);
    },
  );

  it.each(
    table.flatMap(({ verb, not, its }) => not.map(([by, before, why]) => ({ verb, by, before, why, its }))),
  )('$verb is refused to $by, who hears $why', ({ verb, by, before, why, its = world }) => {
    expect(tried(played(before, drafted(its), its), by, verb, its)).toContain(why);
  });

  it('stands in the table, but for seating, which stands below', () => {
    expect(new Set([...table.map((one) => one.verb), 'reseat'])).toEqual(new Set(approvalVerbs));
  });

  it('wants a reason where it turns somebody down', () => {
    for (const [by, verb, before] of [
      ['leader3', 'object', approved],
      ['head', 'sendBack', consulted],
      ['clerk', 'correctFormally', decided],
    ] as const) {
      const done = act(played(before), verb, handOf(world.organisation, by), { at: 'now', note: ' ' }, world);
      expect(done.ok ? null : done.error.issues?.[0]?.path).toBe('note');
    }
  });

  it('is nobody’s who has no part in it', () => {
    for (const approval of [drafted(), played(approved), played(decided), played([['clerk', 'recall']])])
      expect(possibleVerbs(approval, handOf(world.organisation, 'chief3'))).toEqual([]);
  });
});

describe('maker and checker', () => {
  it('nobody decides what they drafted: the next office above does', () => {
    const approval = drafted(world, [steps[2]!], 'head');
    expect(approval.steps[0]?.seats[0]?.place).toEqual({
      kind: 'office',
      department: 'SOMU',
      position: '局長',
    });
    expect(tried(approval, 'chief', 'decide')).toBeNull();
    expect(tried(approval, 'head', 'decide')).not.toBeNull();
  });

  it('a step of the drafter themself is passed when the office above decides anyway', () => {
    const twice = [
      { ...steps[2]!, kind: 'approve' as const, id: 'own' },
      { ...steps[2]!, seats: [{ head: 'drafter' as const, up: 1 }] },
    ];
    const approval = drafted(world, twice, 'head');
    expect(seats(approval)).toEqual({ 'own-1': 'passed', 'last-1': 'open' });
    expect(tried(approval, 'chief', 'decide')).toBeNull();
  });

  it('nobody acts twice in a round, in whatever post', () => {
    const both = worldOf(
      cityOf(
        changed({ leader: { also: { department: 'SOMU1', position: '課長' } }, head: { suspended: true } }),
      ),
    );
    const approval = played(consulted, drafted(both), both);
    const second = may('decide', approval, handOf(both.organisation, 'leader', '課長'));
    expect(second.standing).toBeNull();
    expect(approval.steps[2]?.seats[0]?.place).toMatchObject({ position: '局長' });
    expect(tried(approval, 'chief', 'decide', both)).toBeNull();
  });

  it('who stands in for the drafter does not decide on the draft in their place', () => {
    const its = worldOf(cityOf(changed({ head: { absentFor: 'clerk2' } })));
    const own = drafted(its, [steps[2]!], 'head');
    const still = {
      ...own,
      steps: own.steps.map((step) => ({
        ...step,
        seats: step.seats.map((seat) => ({ ...seat, place: seat.home })),
      })),
    };
    expect(tried(still, 'clerk2', 'deputyDecide', its)).toContain('起案した人の代わり');
    // Nor is the seat left with them: who is asked is the office above.
    expect(tried(own, 'clerk2', 'deputyDecide', its)).toContain('あなたにありません');
    expect(tried(own, 'chief', 'decide', its)).toBeNull();
  });

  it('a deputy acts for a step in between too, but only 代決 decides', () => {
    const its = worldOf(cityOf(changed({ leader: { absentFor: 'vice' }, head: { absentFor: 'head2' } })));
    const approval = played([['vice', 'approve']], drafted(its), its);
    expect(approval.steps[0]?.seats[0]?.act?.standsInFor?.staff).toBe('leader');
    const late = played(
      [
        ['head2', 'agree'],
        ['leader3', 'agree'],
      ],
      approval,
      its,
    );
    // 課長 of the other section acted already and may not be the deputy too.
    expect(tried(late, 'head2', 'deputyDecide', its)).toContain('二つの段階');
  });

  it('a deputy does not review themselves, not even once promoted to the office', () => {
    const approval = played([...consulted, ['vice', 'deputyDecide']], drafted(absent), absent);
    expect(tried(approval, 'vice', 'postReview', absent)).not.toBeNull();
    expect(tried(approval, 'head', 'postReview', absent)).toBeNull();
    expect(tried(approval, 'clerk', 'postReview', absent)).not.toBeNull();
    const later = worldOf(cityOf(changed({ head: { suspended: true }, vice: { position: '課長' } })));
    const moved = reseat(approval, nobodyKnown, later).approval;
    expect(tried(moved, 'vice', 'postReview', later)).not.toBeNull();
    expect(tried(moved, 'chief', 'postReview', later)).toBeNull();
  });
});

describe('how many', () => {
  it('of several seats are enough as the step says; the others are passed', () => {
    const approval = played(
      [...approved, ['leader3', 'agree']],
      drafted(world, [steps[0]!, { ...steps[1]!, needs: 1 }, steps[2]!]),
    );
    expect(seats(approval)).toMatchObject({ 'others-1': 'passed', 'others-2': 'agreed', 'last-1': 'open' });
  });

  it('are asked of whom two rules mean: once', () => {
    const approval = drafted(world, [
      { ...steps[2]!, seats: [{ head: 'drafter', up: 0 }, { position: '課長' }] },
    ]);
    expect(everySeat(approval)).toHaveLength(1);
  });
});

describe('差戻し', () => {
  it('to a step lets that step and all since act again', () => {
    const approval = played([...consulted, ['head', 'sendBack', { backTo: 'first' }]]);
    expect(approval.state).toBe('circulating');
    expect(seats(approval)).toMatchObject({ 'first-1': 'open', 'others-1': 'waiting', 'last-1': 'waiting' });
    expect(played(decided, approval).state).toBe('decided');
  });

  it('goes to no step that nobody has passed', () => {
    const approval = played(approved);
    expect(backSteps(approval).map((step) => step.id)).toEqual(['first']);
    const done = act(
      approval,
      'sendBack',
      handOf(world.organisation, 'head2'),
      { at: 'now', note: '理由', backTo: 'last' },
      world,
    );
    expect(done.ok).toBe(false);
  });
});

describe('reseat', () => {
  const keeper = handOf(world.organisation, 'clerk2');
  const put = (approval: Approval, staff: string, by = keeper) =>
    act(
      approval,
      'reseat',
      by,
      { at: 'now', note: '後任', seat: 'first-1', place: { kind: 'person', staff } },
      world,
    );

  it('seats somebody else, who acts then', () => {
    const done = put(drafted(), 'vice');
    expect(done.ok && done.value.events).toContainEqual({ kind: 'asked', seats: ['first-1'] });
    expect(done.ok && tried(done.value.approval, 'vice', 'approve')).toBeNull();
    expect(done.ok && tried(done.value.approval, 'leader', 'approve')).not.toBeNull();
  });

  it('seats neither the drafter nor who acted, and moves nothing that is done', () => {
    expect(put(drafted(), 'clerk').ok).toBe(false);
    expect(put(played(approved), 'vice').ok).toBe(false);
  });

  it('is a keeper’s', () => {
    const refused = put(drafted(), 'vice', handOf(world.organisation, 'head'));
    expect(refused.ok ? null : refused.error.code).toBe('forbidden');
  });
});

it('keepers take a draft back only where nobody is left whose draft it is', () => {
  expect(tried(drafted(), 'clerk2', 'recall')).toContain('起案した人');
  expect(tried({ ...drafted(), owner: { kind: 'nobody' } }, 'clerk2', 'recall')).toBeNull();
});

it('a department that was merged takes its offices along', () => {
  const approval = drafted(world, [{ ...steps[2]!, seats: [{ position: '課長', department: 'OLD' }] }]);
  expect(approval.steps[0]?.seats[0]?.place).toEqual({
    kind: 'office',
    department: 'SOMU1',
    position: '課長',
  });
  expect(people.some((one) => one.department === 'OLD')).toBe(false);
});
