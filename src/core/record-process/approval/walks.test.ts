/**
 * Random walks (acceptance 7): over random routes, through random acts, suspensions, absences, transfers, groups and departments
 * that are merged, no approval reaches a state from which nobody can act.
 */

import { describe, expect, it } from 'vitest';
import type { ApprovalRoute, Seat } from '#core/definitions';
import fc from '../../../../scripts/test/properties.ts';
import { act, backSteps } from './act.ts';
import { barsOf } from './bars.ts';
import { cityOf, type Person, people, ranks, tree } from './city.testing.ts';
import { eventsBetween } from './events.ts';
import { findPlaces } from './find-places.ts';
import type { World } from './lay-out.ts';
import { everySeat, may, possibleVerbs } from './may.ts';
import { type Approval, type ApprovalVerb, approvalVerbs, type Hand, type Place } from './model.ts';
import { handsAt, waysInto } from './organisation.ts';
import { reseat } from './reseat.ts';
import { drafted, nobodyKnown, worldOf } from './route.testing.ts';
import { waitsFor } from './waits-for.ts';

const staffIds = people.map((one) => one.staff);
const departments = Object.keys(tree);
const positions = Object.keys(ranks);
const title = { ja: '段階' };

const seat: fc.Arbitrary<Seat> = fc.oneof(
  fc.constantFrom(...positions).map((position): Seat => ({ position })),
  fc
    .tuple(fc.constantFrom(...positions), fc.constantFrom(...departments))
    .map(([position, department]): Seat => ({ position, department })),
  fc.constantFrom(...staffIds).map((user): Seat => ({ user })),
  fc.integer({ min: 0, max: 4 }).map((up): Seat => ({ head: 'drafter', up })),
  fc.constantFrom<Seat>({ group: 'legal' }, { drafter: true }, { previous: true }, { role: 'decide' }),
  fc
    .tuple(fc.constantFrom(...departments), fc.boolean())
    .map(([department, below]): Seat => ({ department, below })),
);

const stepOf = (kind: 'approve' | 'consult' | 'decide' | 'inform') =>
  fc.record({
    kind: fc.constant(kind),
    seats: fc.array(seat, { minLength: 1, maxLength: 3 }),
    needs: fc.constantFrom<'all' | number>('all', 'all', 1, 2),
  });

const route: fc.Arbitrary<ApprovalRoute['steps']> = fc
  .tuple(
    fc.array(fc.oneof(stepOf('approve'), stepOf('approve'), stepOf('consult'), stepOf('inform')), {
      maxLength: 4,
    }),
    stepOf('decide'),
    fc.array(stepOf('inform'), { maxLength: 1 }),
  )
  .map(([before, decide, later]) =>
    [...before, decide, ...later].map((step, index) => ({ ...step, id: `s${index}`, title })),
  );

/** What happens to the city between two acts. */
type Change =
  | { kind: 'suspend' | 'return' | 'leave' | 'join' | 'part'; staff: string }
  | { kind: 'absent'; staff: string; deputy: string | undefined }
  | { kind: 'transfer'; staff: string; department: string; position: string }
  | { kind: 'also'; staff: string; department: string; position: string }
  | { kind: 'merge'; department: string; into: string };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<'suspend' | 'return' | 'leave' | 'join' | 'part'>(
      'suspend',
      'suspend',
      'return',
      'leave',
      'join',
      'part',
    ),
    staff: fc.constantFrom(...staffIds),
  }),
  fc.record({
    kind: fc.constant('absent' as const),
    staff: fc.constantFrom(...staffIds),
    deputy: fc.option(fc.constantFrom(...staffIds), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constantFrom('transfer' as const, 'also' as const),
    staff: fc.constantFrom(...staffIds),
    department: fc.constantFrom('CITY', 'SOMU', 'SOMU1', 'SOMU2', 'KYOIKU', 'KYOIKU1'),
    position: fc.constantFrom(...positions),
  }),
  fc.record({
    kind: fc.constant('merge' as const),
    department: fc.constantFrom('SOMU1', 'SOMU2', 'KYOIKU1', 'KYOIKU'),
    into: fc.constantFrom('SOMU', 'SOMU1', 'KYOIKU1', 'CITY'),
  }),
);

interface City {
  people: readonly Person[];
  tree: typeof tree;
}

/** `clerk2` keeps the process: the definition's check sees to it that somebody does. */
function changedBy(city: City, one: Change): City {
  if (one.kind === 'merge')
    return one.into === one.department
      ? city
      : {
          ...city,
          tree: {
            ...city.tree,
            [one.department]: { ...city.tree[one.department], closed: true, successor: one.into },
          },
        };
  if (one.staff === 'clerk2') return city;
  if (one.kind === 'leave')
    return { ...city, people: city.people.filter((each) => each.staff !== one.staff) };
  const changes: Partial<Person> = {
    suspend: { suspended: true },
    return: { suspended: false },
    // The one group that routes name.
    join: { groups: ['legal'] },
    part: { groups: [] },
    absent: { absentFor: one.kind === 'absent' ? one.deputy : undefined },
    transfer: one.kind === 'transfer' ? { department: one.department, position: one.position } : {},
    also: one.kind === 'also' ? { also: { department: one.department, position: one.position } } : {},
  }[one.kind];
  return {
    ...city,
    people: city.people.map((each) => (each.staff === one.staff ? { ...each, ...changes } : each)),
  };
}

const worldIn = (city: City): World => worldOf(cityOf(city.people, city.tree));
const movesOn: readonly ApprovalVerb[] = [
  'approve',
  'agree',
  'object',
  'decide',
  'deputyDecide',
  'sendBack',
  'pullUp',
];

/** Somebody can do something that leads on; where nobody sits, a keeper can seat somebody who then can. */
function expectNotStuck(approval: Approval, world: World): void {
  const { hands } = world.organisation;
  if (['decided', 'inEffect', 'closed', 'dropped'].includes(approval.state)) return;
  if (approval.state === 'sentBack' || approval.state === 'recalled') {
    expect(hands.some((hand) => may('drop', approval, hand).standing !== null)).toBe(true);
    return;
  }
  const step = approval.steps[approval.at];
  expect(step).toBeDefined();
  const awaited = waitsFor(approval, world.organisation).seats;
  expect(awaited.length).toBeGreaterThan(0);
  for (const { seat: id, hands: able } of awaited) {
    const open = step!.seats.find((one) => one.id === id)!;
    if (open.place.kind === 'nobody') expectFillable(approval, id, world);
    // What `waitsFor` promises, `may` keeps, for each of them.
    else expect(able.length > 0 && able.every((hand) => canMoveOn(approval, hand, id))).toBe(true);
  }
}

const canMoveOn = (approval: Approval, hand: Hand, seatId: string) =>
  movesOn.some((verb) => verb !== 'pullUp' && may(verb, approval, hand, seatId).standing !== null);

function expectFillable(approval: Approval, seatId: string, world: World): void {
  const { hands } = world.organisation;
  const keeper = hands.find((hand) => hand.keeper)!;
  // Nobody seats somebody on their own draft: who keeps the process alone takes it back.
  if (keeper.staff === approval.drafter.staff) {
    expect(may('reseat', approval, keeper, seatId).standing).toBeNull();
    expect(may('recall', approval, keeper).standing).not.toBeNull();
    return;
  }
  expect(may('reseat', approval, keeper, seatId).standing).not.toBeNull();
  const bars = barsOf(approval);
  const free = hands.find((hand) => !bars.has(hand.staff));
  // In a city of which everybody drafted or acted the drafter still takes it back.
  if (free === undefined)
    expect(hands.some((hand) => may('recall', approval, hand).standing !== null)).toBe(true);
  else {
    const place: Place = { kind: 'person', staff: free.staff };
    const put = act(approval, 'reseat', keeper, { at: 't', note: '後任', seat: seatId, place }, world);
    expect(put.ok && canMoveOn(put.value.approval, free, seatId)).toBe(true);
  }
}

/** Never both maker and checker, never twice, never out of turn, and a decision only by its step. */
function expectSound(approval: Approval): void {
  const signed = everySeat(approval).filter(
    ({ seat: one }) => one.state === 'agreed' || one.state === 'objected',
  );
  const hands = signed.map(({ seat: one }) => one.act!.staff);
  expect(hands).not.toContain(approval.drafter.staff);
  expect(new Set(hands).size).toBe(hands.length);
  for (const { index, step } of signed) {
    expect(index <= approval.at || approval.state === 'decided').toBe(true);
    expect(step.kind).not.toBe('inform');
  }
  if (['decided', 'inEffect', 'closed'].includes(approval.state))
    expect(signed.some(({ step }) => step.kind === 'decide')).toBe(true);
  for (const { seat: one, index, step } of everySeat(approval))
    if (one.state === 'open') expect([index, step.kind === 'inform']).toEqual([approval.at, false]);
}

const walk = fc.record({
  route,
  drafter: fc.constantFrom(...staffIds),
  start: fc.array(change, { maxLength: 4 }),
  moves: fc.array(
    fc.record({ pick: fc.nat(), back: fc.nat(), forward: fc.boolean(), change: fc.option(change) }),
    {
      minLength: 1,
      maxLength: 14,
    },
  ),
});

const RUNS = Number(process.env.WALKS ?? 250);

describe('a random walk', () => {
  it('never reaches a state from which nobody can act', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(walk, ({ route: steps, drafter, start, moves }) => {
        let city = start.reduce(changedBy, { people, tree } as City);
        let world = worldIn(city);
        if (!world.organisation.hands.some((hand) => hand.staff === drafter)) return;
        let approval = drafted(world, steps, drafter);
        expectNotStuck(approval, world);
        for (const move of moves) {
          if (move.change !== null) {
            city = changedBy(city, move.change);
            world = worldIn(city);
            const again = reseat(approval, nobodyKnown, world);
            expect(again.events).toEqual(eventsBetween(approval, again.approval));
            approval = again.approval;
            // Once seated, nothing moves any more by itself.
            expect(reseat(approval, nobodyKnown, world).approval).toEqual(approval);
          }
          const choices = world.organisation.hands.flatMap((hand) =>
            possibleVerbs(approval, hand)
              .filter((verb) => (!move.forward || movesOn.includes(verb)) && verb !== 'reseat')
              .map((verb) => ({ hand, verb })),
          );
          const choice = choices[move.pick % Math.max(1, choices.length)];
          if (choice !== undefined) {
            const backs = [undefined, ...backSteps(approval).map((step) => step.id)];
            const input = { at: 't', note: '理由', backTo: backs[move.back % backs.length] };
            const done = act(approval, choice.verb, choice.hand, input, world);
            expect(done.ok).toBe(true);
            if (done.ok) approval = done.value.approval;
            reached.add(choice.verb);
          }
          reached.add(approval.state);
          if (everySeat(approval).some(({ seat: one }) => one.place.kind === 'nobody')) reached.add('nobody');
          expectSound(approval);
          expectNotStuck(approval, world);
        }
      }),
      { seed: 20261122, numRuns: RUNS },
    );
    // The walk went everywhere, else it would prove little.
    for (const one of [
      ...approvalVerbs.filter((verb) => verb !== 'reseat'),
      'nobody',
      'closed',
      'dropped',
      'recalled',
    ])
      expect(reached).toContain(one);
  });

  it('asks only those who sit there: what the inbox shows can be done', () => {
    fc.assert(
      fc.property(route, fc.constantFrom(...staffIds), (steps, drafter) => {
        const world = worldOf();
        const approval = drafted(world, steps, drafter);
        for (const { seat: one } of everySeat(approval).filter(({ seat: each }) => each.state === 'open'))
          for (const hand of world.organisation.hands) {
            const able = canMoveOn(approval, hand, one.id);
            if (able) expect(waysInto(one.place, hand)).not.toEqual([]);
          }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('finds who sits at a place without walking through everybody', () => {
    fc.assert(
      fc.property(route, fc.array(change, { maxLength: 6 }), (steps, changes) => {
        const city = changes.reduce(changedBy, { people, tree } as City);
        const { organisation } = worldIn(city);
        const places = steps.flatMap((step) =>
          step.seats.flatMap((rule) => findPlaces(rule, { ...nobodyKnown, previous: 'head' }, organisation)),
        );
        for (const place of [...places, ...staffIds.map((staff): Place => ({ kind: 'person', staff }))])
          expect(handsAt(place, organisation)).toEqual(
            organisation.hands.filter((hand) => waysInto(place, hand).length > 0),
          );
      }),
      { seed: 76, numRuns: 150 },
    );
  });
});
