/** What rules say when everything is known, worked out without the engine: plain answers, the value evaluator, nothing else. */
import { type Answers, compile, type Expr, envOf } from '#kernel/formula';
import type { Check, Graph, PreparedVersion } from './graph.ts';
import type { Fact, FactAnswers, Known, KnownEvent } from './model.ts';
import { asOfId } from './scope.ts';

const compiled = new WeakMap<Expr, ReturnType<typeof compile>>();
function work(check: Check, answers: Answers, outer?: Answers): unknown {
  const run = compiled.get(check.expr) ?? compile(check.expr);
  compiled.set(check.expr, run);
  return run(envOf(answers, { today: '2000-01-01', now: '2000-01-01T00:00:00' }, outer));
}

/** The procedures that apply, as `procedure event` or `procedure event member`. Every fact must be answered. */
export function directly(graph: Graph, known: Known): Set<string> {
  const found = new Set<string>();
  for (const event of known.events) {
    const filled = {
      event: filledIn(graph, known, event, asOfEvent(graph, known, event)),
      today: filledIn(graph, known, event, known.today),
    };
    for (const [id, versions] of graph.procedures) {
      const version = inForce(graph, versions, known, event);
      if (version === undefined) continue;
      const { top, members } = version.body.asOf === 'event' ? filled.event : filled.today;
      if (!version.applies.person) {
        if (work(version.applies, top) === true) found.add(`${id} ${event.key}`);
        continue;
      }
      for (const [at, member] of members.entries())
        if (work(version.applies, member, top) === true) {
          found.add(`${id} ${event.key}`);
          found.add(`${id} ${event.key} ${known.members!.list[at]!.key}`);
        }
    }
  }
  return found;
}

function asOfEvent(graph: Graph, known: Known, event: KnownEvent): string {
  const day = event.answers[graph.dateFact ?? ''];
  return typeof day === 'string' ? day : known.today;
}

function inForce(
  graph: Graph,
  versions: readonly PreparedVersion[],
  known: Known,
  event: KnownEvent,
): PreparedVersion | undefined {
  const [first] = versions;
  const on = (one: PreparedVersion) => {
    const day = one.body.asOf === 'event' ? asOfEvent(graph, known, event) : known.today;
    // The oldest rules hold for what happened before them, once they are in force.
    return one === first && known.today >= one.body.effectiveFrom && one.body.asOf === 'event'
      ? known.today
      : day;
  };
  return versions.filter((one) => one.body.effectiveFrom <= on(one)).pop();
}

/** Answers with what is derived, in the order in which they rest on each other; questions that do not arise are empty. */
function filledIn(graph: Graph, known: Known, event: KnownEvent, asOf: string) {
  const top: Record<string, unknown> = { [asOfId]: asOf };
  const members = (known.members?.list ?? []).map((): Record<string, unknown> => ({ [asOfId]: asOf }));
  if (graph.membersFact !== undefined) top[graph.membersFact] = members;
  for (const id of inOrder(graph)) {
    const { fact } = graph.facts.get(id)!;
    if (fact.type === 'members') continue;
    const places =
      fact.scope === 'person'
        ? members.map((row, at) => ({
            row,
            answers: known.members!.list[at]!.answers,
            outer: top as Answers | undefined,
          }))
        : [{ row: top, answers: fact.scope === 'event' ? event.answers : known.household, outer: undefined }];
    for (const { row, answers, outer } of places) row[id] = valueAt(graph, fact, row, answers, outer, event);
  }
  return { top, members };
}

function valueAt(
  graph: Graph,
  fact: Fact,
  row: Answers,
  answers: FactAnswers,
  outer: Answers | undefined,
  event: KnownEvent,
): unknown {
  const { derived, askIf } = graph.facts.get(fact.id)!;
  if (derived !== undefined) return work(derived, row, outer);
  if (askIf !== undefined && work(askIf, row, outer) !== true) return null;
  const happened = event.answers[graph.eventFact ?? ''];
  if (
    fact.scope === 'event' &&
    fact.lifeEvents !== undefined &&
    !fact.lifeEvents.some((one) => one === happened)
  )
    return null;
  return answers[fact.id] ?? null;
}

const orders = new WeakMap<Graph, string[]>();

/** Facts after those they rest on. */
function inOrder(graph: Graph): string[] {
  const kept = orders.get(graph);
  if (kept !== undefined) return kept;
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const below of graph.facts.get(id)?.uses ?? []) visit(below);
    if (graph.facts.has(id)) order.push(id);
  };
  for (const id of graph.facts.keys()) visit(id);
  orders.set(graph, order);
  return order;
}
