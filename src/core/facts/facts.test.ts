/** What the rules make of what is known, and why. */
import { describe, expect, test } from 'vitest';
import { bornAt } from './ages.ts';
import { whyOf } from './because.ts';
import { bruteForce } from './brute-force.testing.ts';
import { decide } from './decide.ts';
import { born, graph, movingIn } from './fixture.testing.ts';
import type { Known, Truth } from './model.ts';
import { nextQuestion } from './next-question.ts';
import { randomHousehold, randomOf } from './population.ts';
import { prepareGraph } from './prepare.ts';
import { commonFacts, fact, randomGraph, ruled } from './random-graph.testing.ts';
import { orderOf, smallGraph } from './small-order.testing.ts';
import { openTalk } from './talk.ts';
import { talkThrough } from './talk-through.testing.ts';

const outcomes = (known: Known): Record<string, Truth> =>
  Object.fromEntries(decide(openTalk(graph, known)).map((one) => [one.procedure, one.outcome]));

describe('deciding', () => {
  test('with only the event known, what depends on more is perhaps, and what another event sets going is left out', () => {
    expect(outcomes(movingIn())).toEqual({
      'move-in': true,
      'child-medical': 'perhaps',
      'elderly-insurance': 'perhaps',
      'pension-address': 'perhaps',
      dog: 'perhaps',
    });
  });

  test('a rule per person answers for each member', () => {
    const known = movingIn({ members: [born('1950-01-01'), born('1990-01-01')] });
    const found = decide(openTalk(graph, known)).find((one) => one.procedure === 'elderly-insurance');
    expect(found?.members).toEqual([
      { key: 'm1', outcome: true },
      { key: 'm2', outcome: false },
    ]);
  });

  test('somebody who may live there too keeps a procedure open', () => {
    const known = movingIn({ members: [born('1990-01-01')] });
    const open = { ...known, members: { ...known.members!, complete: false, unsure: true } };
    expect(outcomes(known)['elderly-insurance']).toBe(false);
    expect(outcomes(open)['elderly-insurance']).toBe('perhaps');
  });

  test('how many live there counts even where nothing is asked of them', () => {
    const shared = ruled('shared', 'AND(出来事 = "moveIn", COUNT(世帯員) >= 2)');
    const { graph: small } = prepareGraph(commonFacts, [shared]);
    const of = (people: number) =>
      decide(openTalk(small, movingIn({ members: Array.from({ length: people }, () => ({})) })))[0]?.outcome;
    expect([of(1), of(2), of(1)]).toEqual([false, true, false]);
  });

  test('an age alone decides what it can', () => {
    const known = (age: number) => movingIn({ members: [{ 'birth-date': bornAt(age, '2026-11-20') }] });
    expect(outcomes(known(2))['child-medical']).toBe(true);
    expect(outcomes(known(3))['child-medical']).toBe(false);
    expect(outcomes(known(74))['elderly-insurance']).toBe(false);
    expect(outcomes(known(75))['elderly-insurance']).toBe(true);
  });

  test('an answer that no longer arises is kept and not used', () => {
    const old = movingIn({ members: [born('1950-01-01', { pension: true })] });
    const young = movingIn({ members: [born('1990-01-01', { pension: true })] });
    expect(outcomes(old)['pension-address']).toBe(true);
    expect(outcomes(young)['pension-address']).toBe(false);
    // Changed back, the earlier answer counts again.
    expect(
      outcomes(movingIn({ members: [{ ...young.members!.list[0]!.answers, 'birth-date': '1950-01-01' }] }))[
        'pension-address'
      ],
    ).toBe(true);
  });

  test('the reasons are the facts that settle it, in words', () => {
    const known = movingIn({ members: [born('1990-01-01'), born('2025-01-01')], household: { dog: true } });
    expect(
      whyOf(openTalk(graph, known), 'dog', 'e1').reasons.map((one) => `${one.title} ${one.words}`),
    ).toEqual(['出来事 moveIn', '犬 はい']);
    expect(whyOf(openTalk(graph, known), 'child-medical', 'e1').text).toBe('出来事：moveIn、乳幼児：はい');
  });
});

describe('asking', () => {
  test('asks for the event first, then never what is known, derived, not needed or answered with "I don’t know"', () => {
    expect(nextQuestion(openTalk(graph, { ...movingIn(), events: [] }))?.fact).toBe('event');
    const random = randomOf(7);
    for (let nr = 0; nr < 20; nr++) {
      const full = randomHousehold(
        [...graph.facts.values()].map((one) => one.fact),
        '2026-11-20',
        random,
      );
      const { pages } = talkThrough(graph, full, random, undefined, 0.2);
      const seen = pages.map((one) => `${one.fact} ${one.event ?? ''} ${one.exactly}`);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.join()).not.toMatch(/small-child|age |car/);
    }
  });

  test('one page asks all members for whom it arises, and goes on to the day only where a rule turns on it', () => {
    const aged = (...ages: number[]) =>
      movingIn({
        date: '2026-11-01',
        household: { dog: false },
        members: ages.map((age) => ({ relationship: '子', 'birth-date': bornAt(age, '2026-11-20') })),
      });
    expect(nextQuestion(openTalk(graph, aged(30, 40)))).toBeNull();
    expect(nextQuestion(openTalk(graph, aged(61, 30, 70)))).toEqual({
      fact: 'pension',
      members: ['m1', 'm3'],
      exactly: false,
      alongside: [],
    });
  });

  test('stays in a group while it is worth about as much', () => {
    const yes = (id: string, code: string, group: string, share: number) =>
      fact({ id, code, scope: 'household', type: 'yesNo', group, usual: { yes: share } });
    const all = [
      ...commonFacts,
      yes('a', '甲', 'work', 0.5),
      yes('b', '乙', 'home', 0.4),
      yes('c', '丙', 'work', 0.6),
    ];
    const rules = ['甲', '乙', '丙'].map((code, at) => ruled(`p${at}`, `AND(出来事 = "moveIn", ${code})`));
    const two = prepareGraph(all, rules).graph;
    const known = (household: Known['household']) => openTalk(two, { ...movingIn(), household });
    expect(nextQuestion(known({ c: true }), 'c')?.fact).toBe('a');
    expect(nextQuestion(known({ a: true, c: true }), 'c')?.fact).toBe('b');
  });

  test('is at most half again as long as the best possible order, on average', () => {
    const ratios = [1, 2, 3, 4].map((seed) => orderOf(smallGraph(seed, 5, 8))).filter((one) => one.best > 0);
    expect(ratios.reduce((sum, one) => sum + one.ours / one.best, 0) / ratios.length).toBeLessThan(1.5);
  });
});

describe('by brute force', () => {
  const made = randomGraph({ facts: 45, procedures: 90, seed: 20_261_122, versions: 12 });
  const random = prepareGraph(made.facts, made.procedures);

  test('all rules of a made graph can be read', () => {
    expect(random.issues).toEqual([]);
  });

  test('everything known: as by direct evaluation; something not known: what could still apply is perhaps', () => {
    const found = bruteForce(random.graph, { households: 170, seed: 7, today: '2026-11-22' });
    expect(found.wrong).toEqual([]);
    expect(found.perhaps).toBeGreaterThan(150);
    expect(found.settled).toBeGreaterThan(150);
    expect(found.applied).toBeGreaterThan(150);
  });

  test('a talk that is over leaves nothing open', () => {
    const generator = randomOf(11);
    for (let nr = 0; nr < 10; nr++) {
      const full = randomHousehold(made.facts, '2026-11-22', generator);
      const { known } = talkThrough(random.graph, full, generator);
      expect(decide(openTalk(random.graph, known)).filter((one) => one.outcome === 'perhaps')).toEqual([]);
    }
  });
});
