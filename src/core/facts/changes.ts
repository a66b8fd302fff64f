/** What a change of rules that is already known will make of a plan: a plan made in March says what April brings. */
import type { ClosedDays, PlainDate } from '#kernel/dates';
import type { Graph } from './graph.ts';
import type { Known } from './model.ts';
import { type Plan, planOf, type Step } from './plan.ts';
import { openTalk } from './talk.ts';

export interface Change {
  procedure: string;
  event: string;
  /** From this day on. */
  from: PlainDate;
  /** What is different; of `begins` and `ends` nothing else is said. */
  what: readonly ('begins' | 'ends' | 'certainty' | 'deadline' | 'documents' | 'fee' | 'people')[];
}

/**
 * Changes until `until` (a year ahead, say) for the same answers, each on the day it takes effect. Only rules asked as of the
 * day of applying change with it; those as of the event hold by the day of the event, whenever somebody applies.
 */
export function changesAhead(
  graph: Graph,
  known: Known,
  options: { until: PlainDate; closed?: ClosedDays },
): Change[] {
  const days = new Set<PlainDate>();
  for (const versions of graph.procedures.values())
    for (const { body } of versions)
      if (body.effectiveFrom > known.today && body.effectiveFrom <= options.until)
        days.add(body.effectiveFrom);
  let before = planOf(openTalk(graph, known), options);
  const changes: Change[] = [];
  for (const day of [...days].sort()) {
    const after = planOf(openTalk(graph, { ...known, today: day }), options);
    // Somebody gets older too: only what a new version brings is told.
    for (const change of differences(before, after))
      if (graph.procedures.get(change.procedure)?.some((one) => one.body.effectiveFrom === day))
        changes.push({ ...change, from: day });
    before = after;
  }
  return changes;
}

function differences(before: Plan, after: Plan): Omit<Change, 'from'>[] {
  const key = (one: Step) => `${one.procedure} ${one.event}`;
  const old = new Map(before.steps.map((one) => [key(one), one]));
  const now = new Map(after.steps.map((one) => [key(one), one]));
  const found: Omit<Change, 'from'>[] = [];
  for (const step of after.steps) {
    const was = old.get(key(step));
    const what = was === undefined ? (['begins'] as const) : between(was, step);
    if (what.length > 0) found.push({ procedure: step.procedure, event: step.event, what });
  }
  for (const step of before.steps)
    if (!now.has(key(step))) found.push({ procedure: step.procedure, event: step.event, what: ['ends'] });
  return found;
}

function between(was: Step, is: Step): Change['what'] {
  const what: Change['what'][number][] = [];
  const ids = (one: Step) => one.documents.map((each) => each.id).join();
  if (was.outcome !== is.outcome) what.push('certainty');
  if (was.due !== is.due || was.earliest !== is.earliest) what.push('deadline');
  if (ids(was) !== ids(is)) what.push('documents');
  if (was.yen !== is.yen) what.push('fee');
  if (was.members?.join() !== is.members?.join()) what.push('people');
  return what;
}
