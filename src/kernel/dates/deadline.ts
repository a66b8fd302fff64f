/** Last days of legal periods. Sources: 民法138条–143条, 地方自治法4条の2, 戸籍法43条. */
import { addDays } from './arithmetic.ts';
import { type ClosedDays, closedDays, openDay } from './closed-days.ts';
import { daysInMonth, fullPartsOf, type PlainDate, toIso } from './plain-date.ts';

/** Length of a period: exactly one unit, a whole number from 1. */
export type PeriodLength = { days: number } | { weeks: number } | { months: number } | { years: number };

export interface DeadlineInput {
  /** The day of the event: the notice, the birth that became known, the move. */
  from: PlainDate;
  length: PeriodLength;
  /**
   * false: 初日不算入, counting begins the next day (民法140条; 転入届 14 days). true: the day itself counts, as in
   * 戸籍法43条 (出生届 14 days, 死亡届 7 days), in the law of ages, and where the event is at midnight (民法140条ただし書).
   */
  firstDayCounts: boolean;
  /**
   * When the last day is closed: 'next' puts it off (民法142条; 地方自治法4条の2第4項 for applications to a city under
   * national law), 'previous' brings it forward (payments that must arrive), 'none' leaves it.
   */
  rollOver: 'next' | 'previous' | 'none';
  /** Which days are closed; default none. */
  closedDays?: ClosedDays;
}

export interface DeadlineSteps {
  /** 起算日, the first day counted. */
  countedFrom: PlainDate;
  /** Last day by the calendar, before closed days are looked at. */
  nominal: PlainDate;
  /** Last day on which the act is in time. */
  due: PlainDate;
}

/** The last day of a period. Throws RangeError for a bad date or length. See deadlineSteps for how it came about. */
export function deadline(input: DeadlineInput): PlainDate {
  return deadlineSteps(input).due;
}

/** The last day of a period with the steps to it, so that a screen can say why. */
export function deadlineSteps(input: DeadlineInput): DeadlineSteps {
  const countedFrom = input.firstDayCounts ? input.from : addDays(input.from, 1);
  const nominal = lastDay(countedFrom, input.length);
  const due =
    input.rollOver === 'none' ? nominal : openDay(nominal, input.closedDays ?? closedDays(), input.rollOver);
  return { countedFrom, nominal, due };
}

/** The day at whose end a period that begins with `start` expires (民法141条, 143条). */
function lastDay(start: PlainDate, length: PeriodLength): PlainDate {
  if ('days' in length) return addDays(start, whole(length.days) - 1);
  if ('weeks' in length) return addDays(start, whole(length.weeks) * 7 - 1);
  return dayBeforeCounterpart(start, 'months' in length ? whole(length.months) : whole(length.years) * 12);
}

/**
 * 民法143条2項: the day before the one that corresponds to the first day (応当日の前日); where the last month has no such
 * day, its last day. From 31 January one month ends on 28 or 29 February; from 1 February also.
 */
function dayBeforeCounterpart(start: PlainDate, months: number): PlainDate {
  const parts = fullPartsOf(start);
  const count = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const length = daysInMonth(year, month);
  if (parts.day > length) return toIso({ year, month, day: length });
  return addDays(toIso({ year, month, day: parts.day }), -1);
}

function whole(count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`length of a period: ${count}`);
  return count;
}
