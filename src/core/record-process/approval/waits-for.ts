/** Who can act now, by name: for the page, for reminders, and as proof that an approval is not stuck. Pure. */
import { barsOf, wayToAct } from './bars.ts';
import type { Approval, Hand } from './model.ts';
import { handsAt, type Organisation } from './organisation.ts';

export interface Awaited {
  /** By open seat, who may act from it; nobody: keepers have to fill it. */
  seats: { seat: string; hands: Hand[] }[];
  /** After 差戻し and 引戻し: who drafts again or drops it. */
  owners: Hand[];
}

/** Nothing is awaited of what is decided or dropped. */
export function waitsFor(approval: Approval, organisation: Organisation): Awaited {
  const { state, steps, at, owner } = approval;
  if (state === 'sentBack' || state === 'recalled')
    return {
      seats: [],
      owners: [...handsAt(owner, organisation)],
    };
  const step = state === 'circulating' ? steps[at] : undefined;
  if (step === undefined) return { seats: [], owners: [] };
  const bars = barsOf(approval);
  return {
    seats: step.seats
      .filter((seat) => seat.state === 'open')
      .map((seat) => ({
        seat: seat.id,
        hands: handsAt(seat.place, organisation).filter((hand) => wayToAct(step, seat, hand, bars) !== null),
      })),
    owners: [],
  };
}
