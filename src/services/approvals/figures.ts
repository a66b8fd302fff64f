/** What a list of approvals says in figures: how many in each month, and how long each step took. Pure. */
import type { ApprovalState, ApprovalStep } from '#core/record-process';

export interface HistoryRow {
  id: string;
  appId: string;
  recordId: string;
  title: string;
  round: number;
  state: ApprovalState;
  route: string;
  drafter: string;
  /** ISO instants. */
  draftedAt: string;
  decidedAt: string | null;
  steps: Pick<ApprovalStep, 'title' | 'seats' | 'kind'>[];
  /** What is older is asked by this. */
  place: string;
}

export interface MonthCount {
  /** `2026-11`. */
  month: string;
  drafted: number;
  decided: number;
}

const monthOf = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', year: 'numeric', month: '2-digit' }).format(
    new Date(instant),
  );

/** Every month from the first to the last, those without any too. */
export function byMonth(rows: readonly HistoryRow[]): MonthCount[] {
  const counts = new Map<string, MonthCount>();
  const of = (month: string): MonthCount => {
    const found = counts.get(month) ?? { month, drafted: 0, decided: 0 };
    counts.set(month, found);
    return found;
  };
  for (const row of rows) {
    of(monthOf(row.draftedAt)).drafted += 1;
    if (row.decidedAt !== null) of(monthOf(row.decidedAt)).decided += 1;
  }
  const months = [...counts.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  for (let month = first; month < last; month = after(month)) of(month);
  return [...counts.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function after(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export interface StepDays {
  title: string;
  /** How many times it was gone through. */
  times: number;
  average: number;
  longest: number;
}

const day = 86_400_000;

/** From the moment a step's turn came to its last word; steps that nobody acted in are left out. */
export function daysPerStep(rows: readonly HistoryRow[]): StepDays[] {
  const spans = new Map<string, number[]>();
  for (const row of rows) {
    let from = Date.parse(row.draftedAt);
    for (const step of row.steps) {
      if (step.kind === 'inform') continue;
      const words = step.seats.flatMap((seat) => (seat.act === undefined ? [] : [Date.parse(seat.act.at)]));
      if (words.length === 0) continue;
      const until = Math.max(...words);
      spans.set(step.title, [...(spans.get(step.title) ?? []), Math.max(0, until - from) / day]);
      from = until;
    }
  }
  return [...spans].map(([title, all]) => ({
    title,
    times: all.length,
    average: all.reduce((sum, one) => sum + one, 0) / all.length,
    longest: Math.max(...all),
  }));
}

/** Days from drafting to the decision; null while there is none. */
export const daysOf = ({
  draftedAt,
  decidedAt,
}: Pick<HistoryRow, 'draftedAt' | 'decidedAt'>): number | null =>
  decidedAt === null ? null : (Date.parse(decidedAt) - Date.parse(draftedAt)) / day;

export function daysText(days: number): string {
  if (days >= 1) return `${days.toFixed(1)}日`;
  const hours = days * 24;
  return hours >= 1 ? `${hours.toFixed(1)}時間` : `${Math.max(1, Math.round(hours * 60))}分`;
}
