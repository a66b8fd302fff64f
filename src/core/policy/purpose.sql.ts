import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { StaffActor } from './actors.ts';
import { type Purpose, purposeOf, purposes } from './purpose.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The furthest reason among these cases: whoever looks through a list of many is asked about the one that is not theirs. */
export async function purposeOfCases(tx: Tx, actor: StaffActor, ids: string[]): Promise<Purpose | null> {
  const cases = ids.filter((id) => uuid.test(id));
  if (actor.post === null || cases.length === 0) return null;
  // Policy lets this post reach its own department only: nothing to ask.
  if (actor.departments.length === 1 && actor.standsInFor.length === 0) return 'duty';
  const { rows } = await sql<{ department: string }>`
    SELECT DISTINCT department FROM cases WHERE id = ANY (${cases}::uuid[])`.execute(tx);
  const found = rows.map((row) => purposeOf(actor, row.department));
  return purposes.findLast((purpose) => found.includes(purpose)) ?? null;
}
