/** What an age, a month or a year says of a date. */
import { addDays, addYears, daysInMonth, type PlainDate } from '#kernel/dates';
import type { Part } from './model.ts';

/** Born on one of these days, somebody has this age in full years on that day. */
export function bornAt(age: number, on: PlainDate): Part {
  return { from: addDays(addYears(on, -(age + 1)), 1), to: addYears(on, -age) };
}

/** `2026` or `2026-03`: somewhere in it. */
export function within(period: string): Part {
  const [year = '', month] = period.split('-');
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  return { from: `${year}-${month}-01`, to: `${year}-${month}-${daysInMonth(Number(year), Number(month))}` };
}
