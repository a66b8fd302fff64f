/** Whether a rule is settled by what is known, and how likely each answer would settle it. Remembered by what the rule can see. */
import { isUnknown } from '#kernel/formula/kleene';
import type { Check, Graph, Sight } from './graph.ts';
import type { Truth } from './model.ts';
import { type Probe, probesOf } from './probes.ts';
import type { FactRow, Scene } from './rows.ts';
import { asOfId } from './scope.ts';

export interface Gain {
  fact: string;
  /** The share of the population for whom the answer settles the rule. */
  share: number;
}

/** What a check gave, for everything it can see. */
export interface Seen {
  /** Of conditions what they say; of values true when they are known. */
  readonly outcome: Truth;
  gains: readonly Gain[] | undefined;
}

/** A way through the answers a check can see, one step each: most rules are looked up, not worked out. */
interface Node {
  next: (Node | undefined)[];
  seen: Seen | undefined;
}

const newNode = (): Node => ({ next: [], seen: undefined });

/** What rules gave so far. Bounded: one household in many has the same few answers. */
const memory = new WeakMap<Check, { root: Node; size: number }>();
const mostSeen = 500;

/** How many households are tried where a rule looks through the members. */
const samples = 4;

/** A question that settles nothing alone still brings a rule further. */
const progress = 0.02;

/** What a check gives here: of conditions what they say, of values whether they are known. */
export const outcomeOf = (scene: Scene, check: Check, row: FactRow): Truth =>
  seenOn(scene, check, row).outcome;

/** The same with what is remembered beside it. */
export function seenOn(scene: Scene, check: Check, row: FactRow): Seen {
  let kept = memory.get(check);
  if (kept === undefined || kept.size >= mostSeen) {
    kept = { root: newNode(), size: 0 };
    memory.set(check, kept);
  }
  let node = step(kept.root, scene.prefix);
  for (const one of check.seesTop) node = through(node, scene, scene.top, one);
  if (check.person) {
    node = step(node, row.key === undefined ? 0 : 1);
    for (const one of check.seesPeople) node = through(node, scene, row, one);
  }
  if (check.throughMembers) {
    node = step(node, scene.members.length);
    for (const member of rowsSeen(scene))
      for (const one of check.seesPeople) node = through(node, scene, member, one);
  }
  if (node.seen === undefined) {
    node.seen = { outcome: judge(scene, check, row), gains: undefined };
    kept.size++;
  }
  return node.seen;
}

/** What is derived for somebody nobody named yet rests on what is known of the household. */
const rowsSeen = ({ members, stranger }: Scene): readonly FactRow[] =>
  stranger === undefined ? members : [...members, stranger];

/** By what a fact is; where it is not known, by everything it rests on. */
function through(from: Node, scene: Scene, row: FactRow, sight: Sight): Node {
  const code = row.see(sight);
  let node = step(from, code);
  if (code !== 0) return node;
  for (const nr of sight.topNrs) node = step(node, scene.top.code(nr));
  if (sight.people === 'own') for (const nr of sight.personNrs) node = step(node, row.code(nr));
  else {
    node = step(node, scene.members.length);
    for (const member of scene.members) for (const nr of sight.personNrs) node = step(node, member.code(nr));
    for (const nr of sight.personNrs) node = step(node, row.code(nr));
  }
  return node;
}

function step(node: Node, code: number): Node {
  const known = node.next[code];
  if (known !== undefined) return known;
  const made = newNode();
  node.next[code] = made;
  return made;
}

/** For each fact that could be asked: how likely the answer settles the check. Empty when it is settled. */
export function gainsOf(seen: Seen, scene: Scene, check: Check, row: FactRow): readonly Gain[] {
  if (seen.outcome !== 'perhaps') return none;
  seen.gains ??= weigh(scene, check, row);
  return seen.gains;
}

const none: readonly Gain[] = [];

function judge(scene: Scene, check: Check, row: FactRow): Truth {
  const value = scene.value(check, row);
  if (check.condition) return value as Truth;
  return isUnknown(value) ? 'perhaps' : true;
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
