/** The guide against the rules themselves, household by household. */
import { addDays, diffDays } from '#kernel/dates';
import { bornAt } from './ages.ts';
import { decide } from './decide.ts';
import { directly } from './direct.testing.ts';
import type { Graph } from './graph.ts';
import { type Answer, type Fact, isPart, type Known } from './model.ts';
import { randomAnswer, randomHousehold, randomOf } from './population.ts';
import { openTalk } from './talk.ts';

export interface Found {
  households: number;
  decisions: number;
  /** Procedures that applied when everything was known. */
  applied: number;
  /** With answers missing. */
  perhaps: number;
  settled: number;
  /** What the guide said, and what the rules say: must stay empty. */
  wrong: string[];
}

/** Everything known: the same as the rules. Something not known: never more certain than every completion allows. */
export function bruteForce(
  graph: Graph,
  options: { households: number; seed: number; today: string; completions?: number },
): Found {
  const facts = [...graph.facts.values()].map((one) => one.fact);
  const found: Found = { households: 0, decisions: 0, applied: 0, perhaps: 0, settled: 0, wrong: [] };
  for (let nr = 0; nr < options.households; nr++) {
    const random = randomOf(options.seed * 1_000_003 + nr);
    const known = randomHousehold(facts, options.today, random);
    const told = (line: string) => {
      if (found.wrong.length < 20) found.wrong.push(`household ${nr}: ${line}`);
    };
    const truth = directly(graph, known);
    const said = openTalk(graph, known);
    const outcomes = decide(said);
    found.households++;
    found.applied += compareAll(outcomes, truth, told);
    const lessKnown = veiled(facts, known, random);
    const completions = [truth];
    for (let more = options.completions ?? 2; more > 0; more--)
      completions.push(directly(graph, completed(facts, lessKnown, known, random)));
    for (const decision of decide(openTalk(graph, lessKnown))) {
      found.decisions++;
      if (decision.outcome === 'perhaps') found.perhaps++;
      else found.settled++;
      const key = `${decision.procedure} ${decision.event}`;
      for (const each of completions) {
        const applies = each.has(key);
        if (decision.outcome !== 'perhaps' && decision.outcome !== applies)
          told(`${key} is ${String(decision.outcome)}, may be ${String(applies)}`);
        for (const member of decision.members ?? [])
          if (member.outcome !== 'perhaps' && member.outcome !== each.has(`${key} ${member.key}`))
            told(`${key} ${member.key} is ${String(member.outcome)}`);
      }
    }
    // What the guide leaves out does not apply, however the rest turns out.
    const left = new Set(outcomes.map((one) => `${one.procedure} ${one.event}`));
    for (const each of completions)
      for (const key of each)
        if (key.split(' ').length === 2 && !left.has(key)) told(`${key} applies, and was left out`);
  }
  return found;
}

function compareAll(
  outcomes: ReturnType<typeof decide>,
  truth: ReadonlySet<string>,
  told: (line: string) => void,
): number {
  let applied = 0;
  for (const { procedure, event, outcome, members } of outcomes) {
    const key = `${procedure} ${event}`;
    if (outcome !== truth.has(key))
      told(`${key} is ${String(outcome)}, the rule says ${String(truth.has(key))}`);
    if (outcome === true) applied++;
    for (const member of members ?? [])
      if (member.outcome !== truth.has(`${key} ${member.key}`))
        told(`${key} ${member.key} is ${String(member.outcome)}`);
  }
  return applied;
}

/** Some answers gone, some "I don't know", some birth dates only an age, now and then somebody not mentioned. */
function veiled(facts: readonly Fact[], known: Known, random: () => number): Known {
  const share = random() * 0.7;
  const byId = new Map(facts.map((one) => [one.id, one]));
  const less = (answers: { readonly [id: string]: Answer | undefined }) =>
    Object.fromEntries(
      Object.entries(answers).flatMap(([id, answer]): [string, Answer | undefined][] => {
        const fact = byId.get(id);
        if (fact?.role === 'event' || random() >= share) return [[id, answer]];
        if (fact?.precision === 'age' && typeof answer === 'string' && random() < 0.5)
          return [[id, ageOnly(answer, known.today)]];
        return random() < 0.5 ? [] : [[id, { unsure: true }]];
      }),
    );
  const list = known.members!.list.map((one) => ({ ...one, answers: less(one.answers) }));
  const all = random();
  return {
    today: known.today,
    events: known.events.map((one) => ({ ...one, answers: less(one.answers) })),
    household: less(known.household),
    members:
      all < 0.1 ? null : all < 0.25 ? { list: list.slice(0, -1), complete: false } : { list, complete: true },
  };
}

function ageOnly(born: string, today: string): Answer {
  for (let age = 0; age < 130; age++) {
    const part = bornAt(age, today);
    if (isPart(part) && born >= String(part.from) && born <= String(part.to)) return part;
  }
  return born;
}

/** The same household with other answers in the places of those that are not known. */
function completed(facts: readonly Fact[], less: Known, whole: Known, random: () => number): Known {
  const full = (scope: Fact['scope'], answers: { readonly [id: string]: Answer | undefined }) =>
    Object.fromEntries(
      facts
        .filter((one) => one.scope === scope && one.derived === undefined && one.type !== 'members')
        .map((one): [string, Answer] => {
          const answer = answers[one.id];
          if (isPart(answer) && typeof answer.from === 'string' && typeof answer.to === 'string')
            return [
              one.id,
              addDays(answer.from, Math.floor(random() * (diffDays(answer.from, answer.to) + 1))),
            ];
          return [
            one.id,
            answer === undefined || isPart(answer) ? randomAnswer(one, less.today, random) : answer,
          ];
        }),
    );
  const known = less.members;
  const others = known === null || !known.complete ? whole.members!.list.slice(known?.list.length ?? 0) : [];
  return {
    today: less.today,
    events: less.events.map((one) => ({ ...one, answers: full('event', one.answers) })),
    household: full('household', less.household),
    members: {
      list: [...(known?.list ?? []), ...others].map((one) => ({
        ...one,
        answers: full('person', one.answers),
      })),
      complete: true,
    },
  };
}
