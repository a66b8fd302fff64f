/** What people must hear of, between an approval before and after. Pure. */
import { everySeat } from './may.ts';
import type { Approval, ApprovalSeat, ApprovalState, Place, SeatState } from './model.ts';
import { samePlace } from './organisation.ts';

/** A seat whose place changed, for whoever reads what 人事異動 moved. */
export interface Move {
  seat: string;
  step: string;
  from: Place;
  to: Place;
}

export type ApprovalEvent =
  /** It is the turn of these seats; also of one that moved while it was open. */
  | { kind: 'asked' | 'toReview' | 'toRead'; seats: string[] }
  /** Nobody can act there: keepers are asked. */
  | { kind: 'unfilled'; seats: string[] }
  | { kind: 'moved'; moves: Move[] }
  | { kind: 'became'; state: ApprovalState };

const asks: Partial<Record<SeatState, 'asked' | 'toReview' | 'toRead'>> = {
  open: 'asked',
  toReview: 'toReview',
  toRead: 'toRead',
};

/** Compares by seats; `before` null: it was drafted just now. */
export function eventsBetween(before: Approval | null, after: Approval): ApprovalEvent[] {
  const known = new Map(
    before === null ? [] : everySeat(before).map(({ seat }): [string, ApprovalSeat] => [seat.id, seat]),
  );
  const events: ApprovalEvent[] = [];
  const news = { asked: [] as string[], toReview: [] as string[], toRead: [] as string[] };
  const unfilled: string[] = [];
  const moves: Move[] = [];
  for (const { seat, step } of everySeat(after)) {
    const was = known.get(seat.id);
    const displaced = was !== undefined && !samePlace(was.place, seat.place);
    if (displaced) moves.push({ seat: seat.id, step: step.id, from: was.place, to: seat.place });
    const asked = asks[seat.state];
    if (asked === undefined || (was?.state === seat.state && !displaced)) continue;
    if (seat.place.kind === 'nobody') unfilled.push(seat.id);
    else news[asked].push(seat.id);
  }
  for (const kind of ['asked', 'toReview', 'toRead'] as const)
    if (news[kind].length > 0) events.push({ kind, seats: news[kind] });
  if (unfilled.length > 0) events.push({ kind: 'unfilled', seats: unfilled });
  if (moves.length > 0) events.push({ kind: 'moved', moves });
  if (before !== null && before.state !== after.state) events.push({ kind: 'became', state: after.state });
  return events;
}
