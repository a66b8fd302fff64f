/** States and moments of processes as pages say them. Browser-safe. */
import { formatShort, tokyoDateTimeParts } from '#kernel/dates';
import type { Tone } from '#ui/staff';
import type { ApprovalState, SeatState } from '../approval/model.ts';
import type { SeatShown, StateShown } from '../model.ts';

export const approvalTone: Readonly<Record<ApprovalState, Tone>> = {
  circulating: 'work',
  decided: 'done',
  sentBack: 'alert',
  recalled: 'waiting',
  dropped: 'stopped',
  inEffect: 'done',
  closed: 'done',
};

const stateTones: Readonly<Record<StateShown['kind'], Tone>> = {
  open: 'new',
  approval: 'work',
  end: 'done',
};
export const stateTone = (state: StateShown): Tone => stateTones[state.kind];

const seatTones: Readonly<Record<SeatState, Tone>> = {
  waiting: 'waiting',
  open: 'decide',
  agreed: 'done',
  objected: 'alert',
  passed: 'stopped',
  toReview: 'work',
  reviewed: 'done',
  toRead: 'work',
  read: 'done',
  sentBack: 'alert',
};
const seatWords: Readonly<Record<SeatState, string>> = {
  waiting: 'これから',
  open: '順番が来ています',
  agreed: '済み',
  objected: '不同意',
  passed: '通過',
  toReview: '後閲がまだです',
  reviewed: '後閲済み',
  toRead: 'まだ確認していません',
  read: '確認済み',
  sentBack: '差戻し',
};

export const seatMark = (seat: SeatShown): { tone: Tone; text: string } => ({
  tone: seatTones[seat.state],
  text: seat.act !== null && seat.state === 'agreed' ? seat.act.title : seatWords[seat.state],
});

/** `R8.11.22 9:05` of an ISO instant, in Tokyo. */
export function momentText(at: string): string {
  const { date, hour, minute } = tokyoDateTimeParts(new Date(at));
  return `${formatShort(date)} ${hour}:${String(minute).padStart(2, '0')}`;
}
