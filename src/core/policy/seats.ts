/**
 * Sight by a seat: whoever is asked to act in the process of a record, or acted in it, sees that record. It stands beside the rules of
 * the app as one more condition on the record (`seated`), so that every question goes through the same gate. Pure.
 */
import type { Expr } from '#kernel/formula';
import type { StaffActor } from './actors.ts';

/** The condition's name in formulas; no field is called so, since those are numbers. */
export const seatedRef = 'seated';
export const seated: Expr = { kind: 'ref', ref: seatedRef, type: 'boolean' };

/**
 * All that a seat may be written under for this person, in the post they act in and for whom they stand in: the keys of places that
 * `core/record-process` writes (`keyOf`).
 */
export function seatKeysOf(actor: StaffActor): string[] {
  const { post } = actor;
  if (actor.kind !== 'staff' || actor.stage !== 'full' || post === null || actor.id === null) return [];
  return [
    ...seatsOf(actor.id, post),
    ...actor.above.map((one) => `tree:${one}`),
    ...post.roles.map((one) => `role:${one}`),
    ...(actor.groups ?? []).map((one) => `group:${one}`),
    // Membership of a group or a role is not handed on with a post.
    ...actor.standsInFor.flatMap((one) => [...seatsOf(one.staffId, one), `tree:${one.department}`]),
  ];
}

const seatsOf = (staff: string, { department, position }: { department: string; position: string }) => [
  `person:${staff}`,
  `office:${department}:${position}`,
  `department:${department}`,
];
