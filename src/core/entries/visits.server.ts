/** Who else has a record open: told to whoever may see it, about those who may see it. */
import { fail, ok, type Result } from '#kernel/result';
import type { EntryDesk } from './open-app.server.ts';
import { reachEntry } from './reach-entry.server.ts';
import { mayLook } from './talk-about-record.server.ts';
import { endEditing, endVisit, noteVisit, selectVisits } from './visits.sql.ts';

export interface Visitor {
  name: string;
  department: string;
  editing: boolean;
}

export type Visit = 'reading' | 'editing' | 'left' | 'left-form';

const mostNamed = 10;

/** A sign of life of this person, and who else gave one within a minute. */
export async function visitRecord(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
  recordId: string,
  visit: Visit,
): Promise<Result<Visitor[]>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { id: staffId, postId } = desk.actor;
  if (staffId === null || postId === null) return fail('notFound');
  const place = { appId, recordId: reached.value.record.id };
  if (visit === 'left') await endVisit(desk.tx, place, staffId);
  else if (visit === 'left-form') await endEditing(desk.tx, place, staffId);
  if (visit === 'left' || visit === 'left-form') return ok([]);
  await noteVisit(desk.tx, place, { staffId, postId }, visit === 'editing');
  const found: Visitor[] = [];
  for (const one of await selectVisits(desk.tx, place, staffId, mostNamed)) {
    // Whoever lost sight of it a moment ago is not named either.
    if (await mayLook(desk, appId, place.recordId, one.staff_id))
      found.push({ name: one.name, department: one.department ?? '', editing: one.editing });
  }
  return ok(found);
}
