/** A record comes to a state: its column, its deadline, who is 担当 from here on, and what follows by itself. */
import type { ProcessState } from '#core/definitions';
import { tellPeople } from '#core/notices.server';
import { findPlaces } from './approval/find-places.ts';
import { handsAt, staffed, waysInto } from './approval/organisation.ts';
import type { OpenProcess } from './open-process.server.ts';
import { moveRecord } from './process.sql.ts';

/** The new revision. The one way into a state. */
export async function enterState(p: OpenProcess, to: ProcessState): Promise<number> {
  const assignees = assignedIn(p, to);
  const revision = await moveRecord(p.tx, p.shape, p.recordId, {
    state: to.id,
    entered: true,
    counts: true,
    dueOn: to.deadline === undefined ? null : p.world.dueOn(to.deadline),
    assignees,
  });
  await tellPeople(p.tx, {
    kind: 'assigned',
    app: p.open.app.id,
    record: p.recordId,
    to: (assignees ?? []).filter((one) => !p.assignees.includes(one)),
    by: p.hand.staff,
  });
  return revision;
}

/** Nothing entered; `counts`: whoever saw it before has to look again. */
export function stayIn(p: OpenProcess, counts: boolean): Promise<number> {
  return moveRecord(p.tx, p.shape, p.recordId, {
    state: p.state.id,
    entered: false,
    counts,
    dueOn: null,
    assignees: null,
  });
}

const mostAssigned = 50;

/** Everybody at the places the state names; null: nobody new. */
function assignedIn({ known, world: { organisation } }: OpenProcess, to: ProcessState): string[] | null {
  const rules = to.assign ?? [];
  if (rules.length === 0) return null;
  const found = new Set<string>();
  for (const rule of rules)
    for (const place of findPlaces(rule, known, organisation)) {
      const at = staffed(place, organisation);
      if (at === null) continue;
      for (const hand of handsAt(at, organisation))
        if (waysInto(at, hand).some((way) => way.standsInFor === undefined)) found.add(hand.staff);
    }
  return [...found].slice(0, mostAssigned);
}
