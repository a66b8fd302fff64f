/**
 * Who is asked at each seat, in the organisation of the day. Nothing freezes: where nobody at a seat's home may act (no holder,
 * suspended, drafted it, acted already), the next office above is asked; where there is none, keepers are. Pure.
 */
import { barsOf, hasActed, wayToAct } from './bars.ts';
import type { Approval, ApprovalSeat, ApprovalStep, Place, SeatState } from './model.ts';
import { firstFrom, handsAt, headOf, type Organisation, samePlace, staffed } from './organisation.ts';

/** The approval with every seat that is still to act where somebody can, and every step opened that has its turn. */
export function seated(approval: Approval, organisation: Organisation, dueOn: DueOn): Approval {
  const owned = { ...approval, owner: ownerOf(approval, organisation) };
  return opened(moved(owned, organisation), dueOn);
}

/** Last day of a step that opens now. */
export type DueOn = (deadline: NonNullable<ApprovalStep['deadline']>) => string;

/** The drafter; of one who is gone the office above; of one nobody knows any more the head where it was drafted. */
function ownerOf({ drafter }: Approval, organisation: Organisation): Place {
  const person: Place = { kind: 'person', staff: drafter.staff };
  return (
    staffed(person, organisation) ?? staffed(headOf(drafter.department, organisation), organisation) ?? person
  );
}

/** States in which a seat still waits for somebody. */
const asking: readonly SeatState[] = ['waiting', 'open', 'toReview', 'toRead'];

function moved(approval: Approval, organisation: Organisation): Approval {
  const bars = barsOf(approval);
  const placed = (step: ApprovalStep, seat: ApprovalSeat): ApprovalSeat => {
    if (!asking.includes(seat.state)) return seat;
    const place = firstFrom(seat.home, organisation, (place) =>
      handsAt(place, organisation).some((hand) => wayToAct(step, { ...seat, place }, hand, bars) !== null),
    );
    return { ...seat, place: place ?? { kind: 'nobody' } };
  };
  return {
    ...approval,
    steps: approval.steps.map((step) => ({ ...step, seats: step.seats.map((seat) => placed(step, seat)) })),
  };
}

/** Opens the step whose turn it is, and goes on over those that need nobody. */
function opened(approval: Approval, dueOn: DueOn): Approval {
  if (approval.state !== 'circulating') return approval;
  const steps = [...approval.steps];
  let { at } = approval;
  for (let step = steps[at]; step !== undefined; step = steps[++at]) {
    const open = step.kind === 'inform' ? informed(step) : asked(step, steps.slice(at + 1), dueOn);
    steps[at] = open;
    if (step.kind === 'inform') continue;
    if (!isDone(open)) return { ...approval, steps, at };
    steps[at] = { ...open, seats: open.seats.map((seat) => as(seat, 'open', 'passed')) };
  }
  return { ...approval, steps, at, state: 'decided' };
}

const as = (seat: ApprovalSeat, from: SeatState, to: SeatState): ApprovalSeat =>
  seat.state === from ? { ...seat, state: to } : seat;

const informed = (step: ApprovalStep): ApprovalStep => ({
  ...step,
  seats: step.seats.map((seat) => as(seat, 'waiting', 'toRead')),
});

/**
 * A seat that went up to an office which is asked by a later step anyway is passed: 課長 drafts, 課長 would approve, 部長 decides.
 * Asking 部長 twice would even bar them from deciding.
 */
function asked(step: ApprovalStep, later: readonly ApprovalStep[], dueOn: DueOn): ApprovalStep {
  const above = later
    .filter((one) => one.kind !== 'inform')
    .flatMap((one) => one.seats.filter((seat) => seat.state === 'waiting').map((seat) => seat.place));
  const covered = (seat: ApprovalSeat) =>
    step.kind !== 'decide' &&
    seat.place.kind !== 'nobody' &&
    !samePlace(seat.place, seat.home) &&
    above.some((place) => samePlace(place, seat.place));
  const seats = step.seats
    .map((seat) => as(seat, 'waiting', 'open'))
    .map((seat) => (seat.state === 'open' && covered(seat) ? { ...seat, state: 'passed' as const } : seat));
  const due = step.dueOn ?? (step.deadline === undefined ? undefined : dueOn(step.deadline));
  return { ...step, seats, ...(due === undefined ? {} : { dueOn: due }) };
}

/** Whether as many acted as are needed, or all that are left. */
function isDone(step: ApprovalStep): boolean {
  const open = step.seats.filter((seat) => seat.state === 'open').length;
  const acted = step.seats.filter((seat) => hasActed(seat)).length;
  return open === 0 || (step.needs !== 'all' && acted >= step.needs);
}
