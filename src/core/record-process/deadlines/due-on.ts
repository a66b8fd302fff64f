/** Last days of states and steps, and when to remind of them. Pure. */
import type { ProcessState } from '#core/definitions';
import { addDays, type ClosedDays, type PlainDate } from '#kernel/dates';

export type Deadline = NonNullable<ProcessState['deadline']>;

/** The last day: the day after entering is the first that counts. */
export function dueOn(deadline: Deadline, from: PlainDate, closed: ClosedDays): PlainDate {
  return deadline.working === false
    ? addDays(from, deadline.days)
    : countOpen(from, deadline.days, 1, closed);
}

/** Days on which whoever has the seat is reminded, the earliest first: as many days before the last one, counted as it is. */
export function remindOn(deadline: Deadline, due: PlainDate, closed: ClosedDays): PlainDate[] {
  const days = new Set(
    (deadline.remind ?? [1]).map((before) =>
      deadline.working === false ? addDays(due, -before) : countOpen(due, before, -1, closed),
    ),
  );
  return [...days].sort();
}

/** `count` open days on; a calendar that is never open counts every day after a year. */
function countOpen(from: PlainDate, count: number, step: 1 | -1, closed: ClosedDays): PlainDate {
  let day = from;
  for (let left = count, tries = 0; left > 0; tries++) {
    day = addDays(day, step);
    if (tries > 366 || !closed(day)) left--;
  }
  return day;
}
