/** Days on which an office is closed, as a predicate. */
import { addDays, weekday } from './arithmetic.ts';
import { type HolidayRule, holidayRules } from './holiday-rules.ts';
import { holidayOn } from './holidays.ts';
import type { PlainDate } from './plain-date.ts';

export type ClosedDays = (date: PlainDate) => boolean;

export interface ClosedDaysOptions {
  /** 0 Sunday … 6 Saturday. */
  weekdays?: readonly number[];
  /** Single days: works, elections, the day a facility is let as a shelter. */
  dates?: readonly PlainDate[];
  /** National holidays: true, or a rule table. */
  holidays?: boolean | readonly HolidayRule[];
  /** 年末年始, `MM-DD` inclusive over the turn of the year. */
  yearEnd?: { from: string; to: string };
  /** Open all the same, over everything above: a Sunday counter in the moving season. */
  openDates?: readonly PlainDate[];
}

/** 29 December to 3 January, as in 行政機関の休日に関する法律1条1項3号 and the ordinances of most cities. */
export const usualYearEnd = { from: '12-29', to: '01-03' } as const;

/** Makes the predicate. With no options nothing is closed. */
export function closedDays(options: ClosedDaysOptions = {}): ClosedDays {
  const dates = new Set(options.dates);
  const open = new Set(options.openDates);
  const weekdays = new Set(options.weekdays);
  const rules = options.holidays === true ? holidayRules : options.holidays || undefined;
  return (date) => {
    if (open.has(date)) return false;
    if (dates.has(date) || weekdays.has(weekday(date))) return true;
    if (rules && holidayOn(date, rules)) return true;
    return options.yearEnd !== undefined && within(date.slice(5), options.yearEnd);
  };
}

function within(monthDay: string, { from, to }: { from: string; to: string }): boolean {
  return from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to;
}

/**
 * The closed days of a city hall (市の休日) that follows 地方自治法4条の2第2項: Saturdays and Sundays, national holidays, and
 * the year end that its ordinance names; with single days added.
 */
export function cityClosedDays(
  options: Pick<ClosedDaysOptions, 'dates' | 'openDates' | 'yearEnd'> = {},
): ClosedDays {
  return closedDays({ weekdays: [0, 6], holidays: true, yearEnd: usualYearEnd, ...options });
}

/** The date itself when open, else the nearest open day after it (`'next'`) or before it. Throws RangeError after 400 closed days. */
export function openDay(date: PlainDate, closed: ClosedDays, direction: 'next' | 'previous'): PlainDate {
  let day = date;
  for (let tries = 0; tries < 400; tries++) {
    if (!closed(day)) return day;
    day = addDays(day, direction === 'next' ? 1 : -1);
  }
  throw new RangeError(`no open day near ${date}`);
}
