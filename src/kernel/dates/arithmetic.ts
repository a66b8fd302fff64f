/** Counting with days of the proleptic Gregorian calendar, in whole numbers, without Date. Bad dates throw RangeError. */
import { daysInMonth, fullPartsOf, type PlainDate, toIso } from './plain-date.ts';

/** Days since 1970-01-01 (negative before). */
export function toEpochDay(date: PlainDate): number {
  const { year, month, day } = fullPartsOf(date);
  // Years counted from March, so that the leap day comes last.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719468;
}

/** The day that many days after 1970-01-01. */
export function fromEpochDay(epochDay: number): PlainDate {
  const shifted = epochDay + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return toIso({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}

/** `addDays('2024-02-28', 2)` is `'2024-03-01'`; negative goes back. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Same day some months on; clamped to the end of a shorter month: 01-31 + 1 is 02-28 or 02-29. For legal periods use `deadline`. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const parts = fullPartsOf(date);
  const count = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return toIso({ year, month, day: Math.min(parts.day, daysInMonth(year, month)) });
}

/** Same day some years on; 02-29 becomes 02-28 in a common year. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

/** Days from `from` to `to`: 1 when `to` is the next day, negative when it is earlier. */
export function diffDays(from: PlainDate, to: PlainDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Order of two stored dates for Array.sort: -1, 0 or 1. Unknown parts come before known ones. */
export function compareDates(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: PlainDate): number {
  return (((toEpochDay(date) + 4) % 7) + 7) % 7;
}

/** 日 to 土. */
export function weekdayJa(date: PlainDate): string {
  return '日月火水木金土'.charAt(weekday(date));
}

/** The last day of the month in which the date lies. */
export function endOfMonth(date: PlainDate): PlainDate {
  const { year, month } = fullPartsOf(date);
  return toIso({ year, month, day: daysInMonth(year, month) });
}
