/** Seats of a process in words a section clerk understands. Pure. */
import type { Seat, Who } from '#core/definitions';
import { type WhoNames, whoText } from '#core/policy';

export const isWho = (seat: Seat): seat is Who =>
  !('drafter' in seat) && !('previous' in seat) && !('head' in seat);

export function seatText(seat: Seat, names: WhoNames): string {
  if ('drafter' in seat) return '起案した人';
  if ('previous' in seat) return 'ひとつ前の操作をした人';
  if (!('head' in seat)) return whoText(seat, names);
  const whose =
    seat.head === 'drafter'
      ? '起案した人の所属'
      : `項目「${names.fields[seat.head.field] ?? seat.head.field}」の所属`;
  const up = seat.up ?? 0;
  return up === 0 ? `${whose}の長` : `${whose}の${up}つ上の所属の長`;
}
