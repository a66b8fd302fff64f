/** The question that settles most of what is undecided. */

import { decideInstance, rowsOf } from './decide.ts';
import type { Check, Graph, PreparedVersion } from './graph.ts';
import { isPart, type KnownEvent } from './model.ts';
import type { FactRow, Scene } from './rows.ts';
import { gainsOf, type Seen, seenOn } from './settle.ts';
import type { Instance, Talk } from './talk.ts';

/** One page: a question, for an event, the household, or all members at once; and what is asked beside it. */
export interface Page {
  fact: string;
  /** Of facts of an event: which. */
  event?: string;
  /** Of facts about people: the members to ask it of, in their order. Of the members' question itself: empty. */
  members?: readonly string[];
  /** Known in part only: this time to the day. */
  exactly: boolean;
  /** Facts asked on the same page. */
  alongside: readonly string[];
}

/** How much a part of a procedure weighs beside whether it applies at all. */
const weights = { applies: 1, deadline: 0.3, document: 0.15, fee: 0.1 };

/** While a question of the same group is worth at least this share of the best, the talk stays there. */
const stay = 0.5;

/**
 * The next page, or null when no answer could settle anything more. `last` is the fact of the page before, so that the
 * talk does not jump. Never asks what is known, derived, needed by no undecided rule, or answered with "I don't know".
 */
export function nextQuestion(talk: Talk, last?: string): Page | null {
  const { graph, known } = talk;
  if (known.events.length === 0)
    return graph.eventFact === undefined ? null : { fact: graph.eventFact, exactly: false, alongside: [] };
  const worth = new Map<string, Worth>();
  const add = (fact: string, sum: number, of: KnownEvent, member: string | undefined) => {
    const event = graph.facts.get(fact)?.fact.scope === 'event' ? of : undefined;
    const key = event === undefined ? fact : `${fact} ${event.key}`;
    const found = worth.get(key) ?? { fact, event, sum: 0, members: new Set<string>(), all: false };
    worth.set(key, found);
    found.sum += sum;
    if (member === undefined) found.all = true;
    else found.members.add(member);
  };
  forUndecided(talk, ({ scene, event }, check, row, seen, weight) => {
    const member = check.throughMembers ? undefined : row.key;
    for (const { fact, share } of gainsOf(seen, scene, check, row)) add(fact, share * weight, event, member);
  });
  for (const event of hangingOnTheDay(talk)) add(graph.dateFact!, weights.applies, event, undefined);
  const best = choose(graph, [...worth.values()], last);
  return best === undefined ? null : pageOf(talk, best);
}

interface Worth {
  fact: string;
  event: KnownEvent | undefined;
  sum: number;
  /** The members it matters of; `all`: of everybody. */
  members: Set<string>;
  all: boolean;
}

/** Events whose day decides which version of a procedure holds, and nobody said when. Once for each procedure. */
function* hangingOnTheDay(talk: Talk): Iterable<KnownEvent> {
  const { dateFact } = talk.graph;
  for (const event of talk.known.events) {
    if (dateFact === undefined || !talk.scene(event, 'today').top.isOpen(dateFact)) continue;
    for (const { instances, none } of talk.candidates(event)) {
      if (instances.length + (none ? 1 : 0) < 2) continue;
      const outcomes = new Set(instances.map((one) => decideInstance(one).outcome));
      if (none && instances.length > 0) outcomes.add(false);
      if (outcomes.size > 1) yield event;
    }
  }
}

function choose<T extends { fact: string; sum: number }>(
  graph: Graph,
  found: T[],
  last: string | undefined,
): T | undefined {
  const most = Math.max(...found.map((one) => one.sum));
  const group = (id: string | undefined) => (id === undefined ? undefined : graph.facts.get(id)?.fact.group);
  const order = (id: string) => graph.facts.get(id)?.fact.order ?? 0;
  const near = found.filter((one) => group(one.fact) === group(last) && one.sum >= most * stay);
  const from = near.length > 0 ? near : found;
  return [...from].sort(
    (a, b) => b.sum - a.sum || order(a.fact) - order(b.fact) || (a.fact < b.fact ? -1 : 1),
  )[0];
}

type Visit = (instance: Instance, check: Check, row: FactRow, seen: Seen, weight: number) => void;

/** Every rule that is not settled and could be: whether procedures apply, then when, with what and for how much. */
function forUndecided(talk: Talk, visit: Visit): void {
  for (const event of talk.known.events)
    for (const { instances } of talk.candidates(event))
      for (const instance of instances) ofInstance(instance, visit);
}

function ofInstance(instance: Instance, visit: Visit): void {
  const { version, scene } = instance;
  const { applies } = version;
  let concerned: FactRow[] | undefined;
  const look = (row: FactRow) => {
    const seen = seenOn(scene, applies, row);
    if (seen.outcome === 'perhaps') visit(instance, applies, row, seen, weights.applies);
    else if (seen.outcome && (row === scene.top || row.key !== undefined))
      concerned = [...(concerned ?? []), row];
  };
  if (applies.person) for (const row of rowsOf(scene)) look(row);
  else look(scene.top);
  if (concerned === undefined) return;
  for (const { check, weight } of detailsOf(version)) {
    for (const row of rowsFor(scene, check, concerned)) {
      const seen = seenOn(scene, check, row);
      if (seen.outcome === 'perhaps') visit(instance, check, row, seen, weight);
    }
  }
}

/** On which rows a part of a rule is worked out, for those whom the rule concerns. */
export function rowsFor(scene: Scene, check: Check, concerned: readonly FactRow[]): readonly FactRow[] {
  if (!check.person) return [scene.top];
  return concerned[0] === scene.top ? scene.members : concerned;
}

const details = new WeakMap<PreparedVersion, { check: Check; weight: number }[]>();

function detailsOf(version: PreparedVersion): { check: Check; weight: number }[] {
  const known = details.get(version);
  if (known !== undefined) return known;
  const of = (check: Check | undefined, weight: number) => (check === undefined ? [] : [{ check, weight }]);
  const found = [
    ...of(version.from, weights.deadline),
    ...of(version.until, weights.deadline),
    ...of(version.earliest, weights.deadline),
    ...version.documents.flatMap((one) => of(one.when, weights.document)),
    ...of(version.yen, weights.fee),
    ...version.reductions.flatMap((one) => of(one.when, weights.fee)),
  ];
  details.set(version, found);
  return found;
}

function pageOf(talk: Talk, { fact: id, event, members: needed, all }: Worth): Page {
  const { graph, known } = talk;
  const scenes = talk.known.events.flatMap((one) => [talk.scene(one, 'today'), talk.scene(one, 'event')]);
  const { fact } = graph.facts.get(id)!;
  const isOpen = (other: string): boolean => {
    const scope = graph.facts.get(other)?.fact.scope;
    if (graph.facts.get(other)?.asked !== true) return false;
    if (scope === 'person')
      return (
        scenes.some((scene) => scene.members.some((member) => member.isOpen(other))) || known.members === null
      );
    return scenes.some((scene) => scene.top.isOpen(other));
  };
  const beside = (fact.alongside ?? []).flatMap((code) => {
    const other = [...graph.facts.values()].find((one) => one.fact.code === code)?.fact.id;
    return other !== undefined && other !== id && isOpen(other) ? [other] : [];
  });
  const members = (known.members?.list ?? []).filter(
    (one) =>
      (all || needed.has(one.key)) &&
      scenes.some((scene) => scene.members.some((row) => row.key === one.key && row.isOpen(id))),
  );
  const said =
    fact.scope === 'person'
      ? members.map((one) => one.answers[id])
      : [(fact.scope === 'event' ? event?.answers : known.household)?.[id]];
  return {
    fact: id,
    ...(event === undefined ? {} : { event: event.key }),
    ...(fact.scope === 'person' ? { members: members.map((one) => one.key) } : {}),
    exactly: said.some(isPart),
    alongside: beside,
  };
}
