/** 人事異動, absences, suspensions: who is asked from today on. Pure. */
import { type ApprovalEvent, eventsBetween } from './events.ts';
import { findPlaces, type Known } from './find-places.ts';
import type { World } from './lay-out.ts';
import type { Approval } from './model.ts';
import { seated } from './seated.ts';

/**
 * Seats are those of offices, so most follow whoever holds the office by themselves. What is left: homes that were found by
 * nobody are looked for again, and seats whose place has nobody any more go up, or back home. Nothing that was done changes.
 */
export function reseat(
  approval: Approval,
  known: Known,
  world: World,
): { approval: Approval; events: ApprovalEvent[] } {
  const found: Approval = {
    ...approval,
    steps: approval.steps.map((step) => ({
      ...step,
      seats: step.seats.map((seat) => {
        if (seat.home.kind !== 'nobody') return seat;
        const [home] = findPlaces(seat.rule, known, world.organisation);
        return { ...seat, home };
      }),
    })),
  };
  const after = seated(found, world.organisation, world.dueOn);
  return { approval: after, events: eventsBetween(approval, after) };
}
