/** Made-up situations in which rules are tried: every combination of the answers a rule can tell apart, up to a bound. */
import type { PlainDate } from '#kernel/dates';
import { type Literals, noLiterals } from './literals.ts';
import type { Answer, Known } from './model.ts';
import { randomOf } from './population.ts';
import type { Check, Graph } from './prepare.ts';
import { probesOf } from './probes.ts';

/** Beyond this many a rule is tried on a selection. */
const most = 3000;

type Assignment = { [fact: string]: Answer };

export interface Cases {
  cases: readonly Known[];
  /** Every combination is among them. */
  complete: boolean;
}

/** Situations for rules that are looked at together. The same every time. */
export function casesFor(graph: Graph, checks: readonly Check[], today: PlainDate): Cases {
  const literals = noLiterals();
  for (const check of checks) join(literals, check.literals);
  const ids = (of: 'topBase' | 'personBase') => [...new Set(checks.flatMap((one) => one[of]))].sort();
  const domain = (id: string): readonly Answer[] => {
    const fact = graph.facts.get(id)?.fact;
    return fact === undefined ? [] : probesOf(fact, literals, today).map((one) => one.answer);
  };
  const domains = (all: readonly string[]) =>
    all.flatMap((id) => {
      const answers = domain(id);
      return answers.length === 0 ? [] : [{ id, answers }];
    });
  const dateAsked =
    checks.some((one) => one.topBase.some((id) => id.startsWith('@'))) && graph.dateFact !== undefined;
  const tops = combinations(
    domains([...new Set([...ids('topBase'), ...(dateAsked ? [graph.dateFact!] : [])])]),
  );
  const people = combinations(domains(ids('personBase')));
  const needsPeople = checks.some((one) => one.person || one.throughMembers);
  const households = needsPeople ? householdsOf(people.all) : [[]];
  const total = tops.all.length * households.length;
  const complete = tops.complete && people.complete && total <= most;
  const pick = (at: number): Known =>
    situation(graph, today, tops.all[at % tops.all.length]!, households[Math.floor(at / tops.all.length)]!);
  if (total <= most) return { cases: Array.from({ length: total }, (_none, at) => pick(at)), complete };
  const random = randomOf(checks.reduce((sum, one) => sum + one.nr, 1));
  return { cases: Array.from({ length: most }, () => pick(Math.floor(random() * total))), complete: false };
}

function situation(graph: Graph, today: PlainDate, top: Assignment, members: readonly Assignment[]): Known {
  const scoped = (scope: string) =>
    Object.fromEntries(Object.entries(top).filter(([id]) => graph.facts.get(id)?.fact.scope === scope));
  return {
    today,
    events: [{ key: 'e', answers: scoped('event') }],
    household: scoped('household'),
    members: { list: members.map((answers, at) => ({ key: `m${at + 1}`, answers })), complete: true },
  };
}

/** Nobody, each kind of person alone, two of a kind (rules count members), and pairs of unlike neighbours. */
function householdsOf(people: readonly Assignment[]): readonly (readonly Assignment[])[] {
  const unlike = people.slice(1).map((one, at) => [people[at]!, one]);
  const pairs = [...people.slice(0, 1).map((one) => [one, one]), ...unlike];
  return [...people.map((one) => [one]), ...pairs.slice(0, 50), []];
}

function combinations(domains: readonly { id: string; answers: readonly Answer[] }[]): {
  all: Assignment[];
  complete: boolean;
} {
  let all: Assignment[] = [{}];
  let complete = true;
  for (const { id, answers } of domains) {
    const wider = all.flatMap((one) => answers.map((answer) => ({ ...one, [id]: answer })));
    if (wider.length <= most) all = wider;
    else {
      // Every answer still occurs, spread over the others.
      complete = false;
      all = all.map((one, at) => ({ ...one, [id]: answers[at % answers.length]! }));
    }
  }
  return { all, complete };
}

function join(into: Literals, from: Literals): void {
  for (const one of from.texts) into.texts.add(one);
  for (const one of from.numbers) into.numbers.add(one);
  for (const one of from.dates) into.dates.add(one);
}
