/** A talk under way: what is known, seen from each event and each as-of date. */
import { unknown } from '#kernel/formula/kleene';
import type { Check, Graph, PreparedVersion } from './graph.ts';
import { isPart, type Known, type KnownEvent, type Truth } from './model.ts';
import { type FactRow, Scene } from './rows.ts';

/** One version of a procedure, seen from one event. */
export interface Instance {
  version: PreparedVersion;
  event: KnownEvent;
  scene: Scene;
}

/** Versions of a procedure that may be in force, by the as-of date each names. `none`: that none is, is possible too. */
export interface InForce {
  procedure: string;
  instances: readonly Instance[];
  none: boolean;
}

export interface Talk {
  graph: Graph;
  known: Known;
  /** What an event makes of each as-of date. */
  scene(event: KnownEvent, asOf: 'event' | 'today'): Scene;
  versions(procedure: string, event: KnownEvent): InForce;
  /** Every procedure this event could concern at all. */
  candidates(event: KnownEvent): readonly InForce[];
}

/** Begins from what is known. Cheap: nothing is worked out until it is asked for; make another when an answer changes. */
export function openTalk(graph: Graph, known: Known): Talk {
  const views = new Map<string, View>();
  const view = (event: KnownEvent): View => {
    let found = views.get(event.key);
    if (found === undefined) {
      found = {
        event: sceneOf(graph, known, event, 'event'),
        today: sceneOf(graph, known, event, 'today'),
        candidates: undefined,
      };
      views.set(event.key, found);
    }
    return found;
  };
  return {
    graph,
    known,
    scene: (event, asOf) => view(event)[asOf].scene,
    versions: (procedure, event) => inForce(graph, known, procedure, event, view(event)),
    candidates(event) {
      const seen = view(event);
      seen.candidates ??= candidatesFor(graph, event).map((id) => inForce(graph, known, id, event, seen));
      return seen.candidates;
    },
  };
}

interface Days {
  from: string;
  to: string;
}

/** One event, seen from each as-of date. */
interface View {
  event: { scene: Scene; days: Days };
  today: { scene: Scene; days: Days };
  candidates: readonly InForce[] | undefined;
}

function sceneOf(graph: Graph, known: Known, event: KnownEvent, asOf: 'event' | 'today') {
  const days = daysOf(graph, known, event, asOf);
  const day = days.from === days.to ? days.from : unknown({ from: days.from, to: days.to });
  return { scene: new Scene(graph, known, event, day), days };
}

function inForce(graph: Graph, known: Known, procedure: string, event: KnownEvent, view: View): InForce {
  const all = graph.procedures.get(procedure) ?? [];
  const instances: Instance[] = [];
  let none = all.length === 0;
  for (let at = 0; at < all.length; at++) {
    const version = all[at]!;
    const { effectiveFrom } = version.body;
    const { scene, days } = version.body.asOf === 'event' ? view.event : view.today;
    const next = all[at + 1]?.body.effectiveFrom;
    // What is in force today also covers events before anybody wrote it down; a rule that must not reach back says so itself.
    const reaches = at === 0 && version.body.asOf === 'event' && known.today >= effectiveFrom;
    if (at === 0 && !reaches && days.from < effectiveFrom) none = true;
    if ((reaches || days.to >= effectiveFrom) && (next === undefined || days.from < next))
      instances.push({ version, event, scene });
  }
  return { procedure, instances, none };
}

/** Between which days the as-of date lies. */
function daysOf(graph: Graph, known: Known, event: KnownEvent, asOf: 'event' | 'today'): Days {
  const today = { from: known.today, to: known.today };
  if (asOf === 'today' || graph.dateFact === undefined) return today;
  const answer = event.answers[graph.dateFact];
  if (typeof answer === 'string') return { from: answer, to: answer };
  if (answer === null) return today;
  const part = isPart(answer) ? answer : {};
  return {
    from: typeof part.from === 'string' ? part.from : '0001-01-01',
    to: typeof part.to === 'string' ? part.to : '9999-12-31',
  };
}

/** What no other answer can bring about once the event is known is settled once for everybody. */
function candidatesFor(graph: Graph, event: KnownEvent): readonly string[] {
  const answer = graph.eventFact === undefined ? undefined : event.answers[graph.eventFact];
  const key = `candidates ${typeof answer === 'string' ? answer : '?'}`;
  const kept = graph.kept.get(key) as string[] | undefined;
  if (kept !== undefined) return kept;
  // Without a day of asking: what holds here holds on every day.
  const bare: Known = { today: '', events: [], household: {}, members: null };
  const answers =
    graph.eventFact === undefined || typeof answer !== 'string' ? {} : { [graph.eventFact]: answer };
  const scene = new Scene(
    graph,
    bare,
    { key: '', answers },
    unknown({ from: '0001-01-01', to: '9999-12-31' }),
  );
  const found = [...graph.procedures].flatMap(([id, versions]) =>
    versions.some((one) => truthIn(scene, one.applies, rowFor(scene, one.applies)) !== false) ? [id] : [],
  );
  graph.kept.set(key, found);
  return found;
}

const rowFor = (scene: Scene, check: Check): FactRow =>
  check.person ? (scene.stranger ?? scene.top) : scene.top;

/** What a condition says on a row. Empty counts as false. */
export function truthIn(scene: Scene, check: Check, row: FactRow): Truth {
  return scene.value(check, row) as Truth;
}
