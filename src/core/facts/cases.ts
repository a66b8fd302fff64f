/** Made-up situations in which rules are tried: every combination of the answers a rule can tell apart, up to a bound. */
import type { PlainDate } from '#kernel/dates';
import type { Check, Graph } from './graph.ts';
import { type Literals, noLiterals } from './literals.ts';
import type { Answer, Known } from './model.ts';
import { randomOf } from './population.ts';
import { probesOf } from './probes.ts';
import { asOfId } from './scope.ts';

/** Beyond this many a rule is tried on a selection. */
const most = 3000;
/** Pairs of unlike people that are tried as a household. */
const pairs = 40;

type Assignment = { [fact: string]: Answer };
type Domain = { id: string; answers: readonly Answer[] };

export interface Cases {
  /** Every combination is among them. */
  complete: boolean;
  /** One after the other, unlike ones early; made when asked for. */
  all(): Iterable<Known>;
}

/** Situations for rules that are looked at together. The same every time. */
export function casesFor(graph: Graph, checks: readonly Check[], today: PlainDate): Cases {
  const literals = noLiterals();
  for (const check of checks) join(literals, check.literals);
  const domainsOf = (ids: Iterable<string>): Domain[] =>
    [...new Set(ids)].sort().flatMap((id) => {
      const fact = graph.facts.get(id)?.fact;
      const answers = fact === undefined ? [] : probesOf(fact, literals, today).map((one) => one.answer);
      return answers.length === 0 ? [] : [{ id, answers }];
    });
  const hangsOnDay = checks.some((one) => one.topBase.includes(asOfId)) && graph.dateFact !== undefined;
  const tops = domainsOf([...checks.flatMap((one) => one.topBase), ...(hangsOnDay ? [graph.dateFact!] : [])]);
  const people = domainsOf(checks.flatMap((one) => one.personBase));
  const persons = sizeOf(people);
  const households = checks.some((one) => one.person || one.throughMembers)
    ? persons + Math.min(pairs, persons) + 1
    : 1;
  const total = sizeOf(tops) * households;
  const household = (at: number): Assignment[] => {
    if (at < persons) return [assigned(people, at)];
    if (at === households - 1) return [];
    return [assigned(people, at - persons), assigned(people, at - persons + 1 + Math.floor(persons / 2))];
  };
  const complete = total <= most;
  return {
    complete,
    *all() {
      const random = randomOf(checks.reduce((sum, one) => sum + one.nr, 1));
      // A step that meets every one, and neighbours late.
      const stride = complete ? coprime(total) : 1;
      for (let nr = 0; nr < Math.min(total, most); nr++) {
        const at = complete ? (nr * stride) % total : Math.floor(random() * Math.min(total, 2 ** 50));
        yield situation(
          graph,
          today,
          assigned(tops, Math.floor(at / households)),
          household(at % households),
        );
      }
    },
  };
}

const sizeOf = (domains: readonly Domain[]): number =>
  domains.reduce((product, one) => Math.min(product * one.answers.length, 2 ** 40), 1);

/** The combination of that number; counted through. */
function assigned(domains: readonly Domain[], nr: number): Assignment {
  const found: Assignment = {};
  let rest = nr;
  for (const { id, answers } of domains) {
    found[id] = answers[rest % answers.length]!;
    rest = Math.floor(rest / answers.length);
  }
  return found;
}

function coprime(total: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b));
  let step = Math.max(1, Math.floor(total * 0.618));
  while (divides(step, total) !== 1) step++;
  return step;
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

function join(into: Literals, from: Literals): void {
  for (const one of from.texts) into.texts.add(one);
  for (const one of from.numbers) into.numbers.add(one);
  for (const one of from.dates) into.dates.add(one);
}
