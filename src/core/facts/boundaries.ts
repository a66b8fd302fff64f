/** The ages, dates and amounts at which a rule turns: cases a person who reviews rules wants to see. */
import { addDays, addYears, diffDays, type PlainDate } from '#kernel/dates';
import { casesFor } from './cases.ts';
import { alone, first } from './check-rules.ts';
import type { Graph, PreparedVersion } from './graph.ts';
import type { Answer, Fact, Known, Truth } from './model.ts';

export interface BoundaryCase {
  procedure: string;
  version: PlainDate;
  fact: string;
  /** The last answer of one kind, and the first of the next. */
  before: Answer;
  after: Answer;
  outcomes: readonly [Truth, Truth];
  /** Everything else in this case. */
  known: Known;
}

/** No rule lists more. */
const most = 12;

/** Where rules turn, found by walking along each date and number from a case in which the rule applies. Deterministic. */
export function boundaryCases(graph: Graph, version: PreparedVersion): BoundaryCase[] {
  const { applies, body } = version;
  const today = body.effectiveFrom;
  const { all } = casesFor(graph, [applies], today);
  const ids = [
    ...applies.topBase,
    ...applies.personBase,
    ...(applies.topBase.some((id) => id.startsWith('@')) && graph.dateFact !== undefined
      ? [graph.dateFact]
      : []),
  ];
  const decide = alone(graph, version);
  const found: BoundaryCase[] = [];
  for (const id of new Set(ids)) {
    const fact = graph.facts.get(id)?.fact;
    if (fact === undefined || (fact.type !== 'date' && fact.type !== 'count')) continue;
    const walk = fact.type === 'date' ? datesOf(fact, today) : numbersOf(applies.literals.numbers);
    // The first situation in which this fact makes a difference.
    const start = first(all(), (known) => {
      const outcomes = walk.map((answer) => decide(withAnswer(graph, known, id, answer)).outcome);
      return outcomes.some((one) => one !== outcomes[0]);
    });
    if (start === undefined) continue;
    const ask = (answer: Answer) => decide(withAnswer(graph, start, id, answer)).outcome;
    for (let at = 1; at < walk.length && found.length < most; at++) {
      const [from, to] = [walk[at - 1]!, walk[at]!];
      if (ask(from) === ask(to)) continue;
      const [before, after] = narrowed(from, to, ask);
      found.push({
        procedure: body.id,
        version: today,
        fact: id,
        before,
        after,
        outcomes: [ask(before), ask(after)],
        known: start,
      });
    }
  }
  return found;
}

/** Years of birth, or the days around today. */
function datesOf(fact: Fact, today: PlainDate): PlainDate[] {
  if (fact.usual !== undefined && 'yearsAgo' in fact.usual)
    return Array.from({ length: 111 }, (_none, at) => addYears(today, at - 110));
  return [-1000, -400, -200, -100, -60, -30, -14, -7, 0, 7, 14, 30, 60, 100, 200, 400, 1000].map((days) =>
    addDays(today, days),
  );
}

function numbersOf(literals: ReadonlySet<number>): number[] {
  const near = [...literals].flatMap((one) => [Math.ceil(one) - 1, Math.ceil(one), Math.floor(one) + 1]);
  return [...new Set([0, ...near])].filter((one) => one >= 0).sort((a, b) => a - b);
}

/** Between two answers with unlike outcomes, the two neighbours where it turns. */
function narrowed(
  from: string | number,
  to: string | number,
  ask: (answer: Answer) => Truth,
): [Answer, Answer] {
  let [low, high] = [from, to];
  const first = ask(low);
  for (;;) {
    const between = middle(low, high);
    if (between === null) return [low, high];
    if (ask(between) === first) low = between;
    else high = between;
  }
}

function middle(low: string | number, high: string | number): string | number | null {
  if (typeof low === 'number' && typeof high === 'number') {
    const between = Math.floor((low + high) / 2);
    return between === low ? null : between;
  }
  const days = diffDays(String(low), String(high));
  return days <= 1 ? null : addDays(String(low), Math.floor(days / 2));
}

/** The first member says what the case turns on. */
function withAnswer(graph: Graph, known: Known, id: string, answer: Answer): Known {
  const scope = graph.facts.get(id)?.fact.scope;
  if (scope === 'household') return { ...known, household: { ...known.household, [id]: answer } };
  if (scope === 'event')
    return {
      ...known,
      events: known.events.map((one) => ({ ...one, answers: { ...one.answers, [id]: answer } })),
    };
  if (known.members === null) return known;
  const list = known.members.list.map((one, at) =>
    at === 0 ? { ...one, answers: { ...one.answers, [id]: answer } } : one,
  );
  return { ...known, members: { ...known.members, list } };
}
