/** What the rules say of every procedure: it applies, it does not, or perhaps. */
import { anyOf, type Decision, either, type KnownEvent, type Truth } from './model.ts';
import type { FactRow } from './rows.ts';
import { outcomeOf } from './settle.ts';
import type { InForce, Instance, Talk } from './talk.ts';

/** Every procedure for every event; those that cannot concern the event are left out (they do not apply). */
export function decide(talk: Talk): Decision[] {
  return talk.known.events.flatMap((event) => talk.candidates(event).map((one) => decideIn(one, event)));
}

/** One procedure for one event. */
export function decideOne(talk: Talk, procedure: string, event: KnownEvent): Decision {
  return decideIn(talk.versions(procedure, event), event);
}

function decideIn({ procedure, instances, none }: InForce, event: KnownEvent): Decision {
  const found = instances.map(decideInstance);
  const [first, second] = found;
  if (first === undefined) return { procedure, version: null, event: event.key, outcome: false };
  if (second === undefined && !none)
    return { procedure, version: first.version, event: event.key, outcome: first.outcome, ...members(first) };
  // Which version holds hangs on a day nobody knows: only what all of them say is certain.
  const outcomes: Truth[] = [...found.map((one) => one.outcome), ...(none ? [false as const] : [])];
  return { procedure, version: null, event: event.key, outcome: outcomes.reduce(either) };
}

const members = (one: Pick<Decision, 'members'>) =>
  one.members === undefined ? {} : { members: one.members };

/** One version for one event. */
export function decideInstance({ version, event, scene }: Instance): Decision {
  const { id: procedure, effectiveFrom } = version.body;
  const base = { procedure, version: effectiveFrom, event: event.key };
  if (!version.applies.person) return { ...base, outcome: outcomeOf(scene, version.applies, scene.top) };
  const found = rowsOf(scene).map((row) => ({ row, outcome: outcomeOf(scene, version.applies, row) }));
  // Of somebody who may live there too, only "does not apply" is certain.
  const outcomes = found.map(({ row, outcome }) =>
    row.key === undefined && outcome === true ? 'perhaps' : outcome,
  );
  return {
    ...base,
    outcome: anyOf(outcomes),
    members: found.flatMap(({ row, outcome }) => (row.key === undefined ? [] : [{ key: row.key, outcome }])),
  };
}

/** The members, and whoever may live there as well. */
export function rowsOf(scene: {
  members: readonly FactRow[];
  stranger: FactRow | undefined;
}): readonly FactRow[] {
  return scene.stranger === undefined ? scene.members : [...scene.members, scene.stranger];
}
