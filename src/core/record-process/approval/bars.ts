/** Maker and checker: whose hands are off, and by which way somebody may act on a seat. Compares people, never posts. Pure. */
import type { Approval, ApprovalSeat, ApprovalStep, Hand, SeatState } from './model.ts';
import { type Way, waysInto } from './organisation.ts';

export type Bar = 'drafted' | 'acted';

const acted: readonly SeatState[] = ['agreed', 'objected'];

/** 承認, 同意, 不同意 or 決裁 was given from it in this round. */
export const hasActed = (seat: ApprovalSeat): boolean => acted.includes(seat.state);

/** The drafter, and who acted in this round or in whose place somebody did. */
export function barsOf(approval: Approval): ReadonlyMap<string, Bar> {
  const bars = new Map<string, Bar>();
  for (const seat of approval.steps.flatMap((step) => step.seats)) {
    const { act } = seat;
    if (act === undefined || !hasActed(seat)) continue;
    bars.set(act.staff, 'acted');
    if (act.standsInFor !== undefined) bars.set(act.standsInFor.staff, 'acted');
  }
  return bars.set(approval.drafter.staff, 'drafted');
}

/** Why the person may not act by this way: standing in for somebody else is no way round either bar. */
export function barOf(hand: Hand, way: Way, bars: ReadonlyMap<string, Bar>): Bar | null {
  return (
    bars.get(hand.staff) ?? (way.standsInFor === undefined ? null : (bars.get(way.standsInFor.staff) ?? null))
  );
}

/** The first way by which the person may act on the seat; 後閲 and 供覧 are done by the holder only and bar nobody but the deputy. */
export function wayToAct(
  step: ApprovalStep,
  seat: ApprovalSeat,
  hand: Hand,
  bars: ReadonlyMap<string, Bar>,
): Way | null {
  const ways = waysInto(seat.place, hand);
  if (seat.state === 'toReview' || seat.state === 'toRead' || step.kind === 'inform') {
    const own = ways.find((way) => way.standsInFor === undefined);
    return own === undefined || deputyOf(step, seat) === hand.staff ? null : own;
  }
  return ways.find((way) => barOf(hand, way, bars) === null) ?? null;
}

/** Who decided in the place of the holder of this 後閲: they do not review themselves, though they hold the office by now. */
export function deputyOf(step: ApprovalStep, seat: ApprovalSeat): string | null {
  if (seat.reviews === undefined) return null;
  return step.seats.find((one) => one.id === seat.reviews)?.act?.staff ?? null;
}
