/** Last days of states and steps, and when to remind of them. Pure. */
import type { ProcessState } from '#core/definitions';
import { addDays, type ClosedDays, type PlainDate } from '#kernel/dates';

export type Deadline = NonNullable<ProcessState['deadline']>;

/** The last day: the day after entering is the first that counts. */
export function dueOn(deadline: Deadline, from: PlainDate, closed: ClosedDays): PlainDate {
  return onwards(deadline, from, deadline.days, closed);
}

/** What is said of a last day: how many days before it, or that it has passed. */
export type ReminderStep = `${number}` | 'late';

/**
 * For each reminder the last days of which it is due to be said today: those from today until `until`, or those that have passed.
 * Days before are counted as the deadline is.
 */
export function reminders(
  deadline: Deadline,
  today: PlainDate,
  closed: ClosedDays,
): { step: ReminderStep; from: PlainDate | null; until: PlainDate }[] {
  const before = [...new Set(deadline.remind ?? [1])].map((days) => ({
    step: `${days}` as const,
    from: today,
    until: onwards(deadline, today, days, closed),
  }));
  return [...before, { step: 'late' as const, from: null, until: addDays(today, -1) }];
}

function onwards(deadline: Deadline, from: PlainDate, days: number, closed: ClosedDays): PlainDate {
  if (deadline.working === false) return addDays(from, days);
  let day = from;
  // A calendar that is never open counts every day after a year.
  for (let left = days, tries = 0; left > 0; tries++) {
    day = addDays(day, 1);
    if (tries > 366 || !closed(day)) left--;
  }
  return day;
}
