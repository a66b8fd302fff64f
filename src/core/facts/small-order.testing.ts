/** The best possible order of questions, worked out over every state of a small graph; and ours beside it. */

import type { Graph } from './graph.ts';
import type { Fact, Known, RuledProcedure } from './model.ts';
import { nextQuestion } from './next-question.ts';
import { randomOf } from './population.ts';
import { prepareGraph } from './prepare.ts';
import { fact, ruled } from './random-graph.testing.ts';
import { openTalk } from './talk.ts';

/** Yes or no facts only, so that all states can be walked. */
export function smallGraph(seed: number, facts = 7, rules = 12): Graph {
  const random = randomOf(seed);
  const all: Fact[] = Array.from({ length: facts }, (_none, at) =>
    fact({
      id: `f${at}`,
      code: `状況${at}`,
      scope: 'household',
      type: 'yesNo',
      group: `g${at}`,
      usual: { yes: 0.1 + random() * 0.8 },
    }),
  );
  const event = fact({
    id: 'event',
    code: '出来事',
    scope: 'event',
    type: 'choice',
    role: 'event',
    choices: [
      { value: 'moveIn', label: { ja: '転入' } },
      { value: 'death', label: { ja: '死亡' } },
    ],
  });
  const one = () => {
    const code = all[Math.floor(random() * facts)]!.code;
    return random() < 0.3 ? `NOT(${code})` : code;
  };
  const procedures: RuledProcedure[] = Array.from({ length: rules }, (_none, at) => {
    const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, one);
    return ruled(
      `p${at}`,
      random() < 0.6
        ? `AND(出来事 = "moveIn", ${parts.join(', ')})`
        : `AND(出来事 = "moveIn", OR(${parts.join(', ')}))`,
    );
  });
  return prepareGraph([event, ...all], procedures).graph;
}

/** Pages to the plan to be expected: of the best order there is, and of ours. */
export function orderOf(graph: Graph): { best: number; ours: number } {
  const facts = [...graph.facts.values()].map((one) => one.fact).filter((one) => one.role === undefined);
  const share = facts.map((one) => (one.usual !== undefined && 'yes' in one.usual ? one.usual.yes : 0.5));
  const states = new Map<string, { open: boolean; ours: number }>();
  const look = (state: string) => {
    let found = states.get(state);
    if (found === undefined) {
      const household = Object.fromEntries(
        facts.flatMap((one, at) => (state[at] === '?' ? [] : [[one.id, state[at] === '1']])),
      );
      const known: Known = {
        today: '2026-11-22',
        events: [{ key: 'e', answers: { event: 'moveIn' } }],
        household,
        members: null,
      };
      const page = nextQuestion(openTalk(graph, known));
      found = { open: page !== null, ours: facts.findIndex((one) => one.id === page?.fact) };
      states.set(state, found);
    }
    return found;
  };
  const put = (state: string, at: number, answer: string) =>
    state.slice(0, at) + answer + state.slice(at + 1);
  const best = new Map<string, number>();
  const bestFrom = (state: string): number => {
    if (!look(state).open) return 0;
    const kept = best.get(state);
    if (kept !== undefined) return kept;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < facts.length; at++) {
      if (state[at] !== '?') continue;
      const pages =
        1 + share[at]! * bestFrom(put(state, at, '1')) + (1 - share[at]!) * bestFrom(put(state, at, '0'));
      least = Math.min(least, pages);
    }
    best.set(state, least);
    return least;
  };
  const oursFrom = (state: string): number => {
    const { open, ours: at } = look(state);
    if (!open) return 0;
    return 1 + share[at]! * oursFrom(put(state, at, '1')) + (1 - share[at]!) * oursFrom(put(state, at, '0'));
  };
  const start = '?'.repeat(facts.length);
  return { best: bestFrom(start), ours: oursFrom(start) };
}
