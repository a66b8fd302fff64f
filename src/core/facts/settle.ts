/** Whether a rule is settled by what is known, and how likely each answer would settle it. Remembered by what the rule can see. */
import { isUnknown } from '#kernel/formula/kleene';
import type { Truth } from './model.ts';
import type { Check, Graph } from './prepare.ts';
import { type Probe, probesOf } from './probes.ts';
import type { FactRow, Scene } from './rows.ts';
import { asOfId } from './scope.ts';

export interface Gain {
  fact: string;
  /** The share of the population for whom the answer settles the rule. */
  share: number;
}

interface Seen {
  /** Of conditions what they say; of values true when they are known. */
  outcome: Truth;
  gains?: readonly Gain[];
}

/** What the rules of a graph gave so far, by what each could see. Bounded: one household in many has the same few answers. */
const memory = new WeakMap<Check, Map<string, Seen>>();
const mostSeen = 400;

/** How many households are tried where a rule looks through the members. */
const samples = 4;

/** A question that settles nothing alone still brings a rule further. */
const progress = 0.02;

/** What a check gives here: of conditions what they say, of values whether they are known. */
export function outcomeOf(scene: Scene, check: Check, row: FactRow): Truth {
  return seen(scene, check, row).outcome;
}

/** For each fact that could be asked: how likely the answer settles the check. Empty when it is settled. */
export function gainsOf(scene: Scene, check: Check, row: FactRow): readonly Gain[] {
  const found = seen(scene, check, row);
  if (found.outcome !== 'perhaps') return none;
  found.gains ??= weigh(scene, check, row);
  return found.gains;
}

const none: readonly Gain[] = [];

function seen(scene: Scene, check: Check, row: FactRow): Seen {
  const here = row.seen[check.nr] as Seen | undefined;
  if (here !== undefined) return here;
  const kept = memory.get(check) ?? new Map<string, Seen>();
  memory.set(check, kept);
  const key = keyOf(scene, check, row);
  let found = kept.get(key);
  if (found === undefined) {
    if (kept.size >= mostSeen) kept.clear();
    found = { outcome: judge(scene, check, row) };
    kept.set(key, found);
  }
  row.seen[check.nr] = found;
  return found;
}

function judge(scene: Scene, check: Check, row: FactRow): Truth {
  const value = scene.value(check, row);
  if (check.condition) return value as Truth;
  return isUnknown(value) ? 'perhaps' : true;
}

/** Everything the check can see, in short names. */
function keyOf(scene: Scene, check: Check, row: FactRow): string {
  const { top } = scene;
  let key = scene.prefix;
  for (const nr of check.topNrs) key += top.code(nr);
  if (check.person) {
    key += row.key === undefined ? '-' : '+';
    for (const nr of check.personNrs) key += row.code(nr);
  }
  if (check.throughMembers) {
    // How many they are counts even where nothing is asked of them: COUNT(世帯員) >= 2.
    key += `#${scene.members.length}`;
    for (const member of scene.members) for (const nr of check.personNrs) key += member.code(nr);
  }
  return key;
}

function weigh(scene: Scene, check: Check, row: FactRow): Gain[] {
  const { graph, known, top } = scene;
  const gains: Gain[] = [];
  const waits = waitsFor(scene, check, row);
  const rest = (fact: string, share: number) => void gains.push({ fact, share: share + progress });
  for (const id of check.topBase) {
    if (id === graph.membersFact || !waits.has(id) || !isAskable(graph, id) || !top.isOpen(id)) continue;
    const probes = classes(graph, check, id, known.today);
    rest(
      id,
      settledBy(scene, check, row, (probe) => top.try(id, probe?.answer), probes),
    );
  }
  const askedFor = known.members !== null;
  const mayGrow = known.members?.complete !== true && known.members?.unsure !== true;
  if (graph.membersFact !== undefined && mayGrow && (check.throughMembers || check.person)) {
    // Nothing about people can be asked before it is known who they are.
    rest(graph.membersFact, check.personBase.length === 0 ? 1 : 0.6);
  }
  if (!askedFor) return gains;
  for (const id of check.personBase) {
    if (!waits.has(id) || !isAskable(graph, id)) continue;
    const probes = classes(graph, check, id, known.today);
    if (check.person && !check.throughMembers) {
      if (row.key !== undefined && row.isOpen(id))
        rest(
          id,
          settledBy(scene, check, row, (probe) => row.try(id, probe?.answer), probes),
        );
    } else {
      const open = scene.members.filter((member) => member.isOpen(id));
      if (open.length > 0) rest(id, settledByAll(scene, check, row, id, open, probes));
    }
  }
  return gains;
}

/** The asked facts an open result still hangs on: whatever else is answered, it stays open. */
function waitsFor(scene: Scene, check: Check, row: FactRow): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { field } of check.needs(row.env))
    for (const id of scene.graph.facts.get(field)?.base ?? [field]) found.add(id);
  if (found.has(asOfId) && scene.graph.dateFact !== undefined) found.add(scene.graph.dateFact);
  return found;
}

const isAskable = (graph: Graph, id: string): boolean => graph.facts.get(id)?.asked === true;

function settledBy(
  scene: Scene,
  check: Check,
  row: FactRow,
  say: (probe: Probe | undefined) => void,
  probes: readonly Probe[],
): number {
  let share = 0;
  for (const probe of probes) {
    say(probe);
    if (judge(scene, check, row) !== 'perhaps') share += probe.share;
  }
  say(undefined);
  return share;
}

/** One page asks all members at once: a few whole households are tried. */
function settledByAll(
  scene: Scene,
  check: Check,
  row: FactRow,
  id: string,
  open: readonly FactRow[],
  probes: readonly Probe[],
): number {
  let settled = 0;
  for (let sample = 0; sample < samples; sample++) {
    for (const [at, member] of open.entries())
      member.try(id, drawn(probes, ((sample + 0.5) / samples + at * 0.618_034) % 1).answer);
    if (judge(scene, check, row) !== 'perhaps') settled++;
  }
  for (const member of open) member.try(id, undefined);
  return settled / samples;
}

function drawn(probes: readonly Probe[], at: number): Probe {
  let sum = 0;
  for (const probe of probes) {
    sum += probe.share;
    if (at < sum) return probe;
  }
  return probes.at(-1)!;
}

function classes(graph: Graph, check: Check, id: string, today: string): readonly Probe[] {
  const key = `probes ${check.nr} ${id} ${today}`;
  const kept = graph.kept.get(key) as Probe[] | undefined;
  if (kept !== undefined) return kept;
  const made = probesOf(graph.facts.get(id)!.fact, check.literals, today);
  graph.kept.set(key, made);
  return made;
}
