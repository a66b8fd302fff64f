/** Days with a time as each language reads them. */
import { isPlainDate } from '#kernel/dates';
import { printDate } from '../date/print-date.ts';
import { printTime } from '../time/print-time.ts';

/** Day and time of a stored value. */
export const stampForm = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d):[0-5]\d$/;

/** 令和8年4月1日（2026年4月1日）15時30分; seconds are not shown. */
export function printDateTime(value: string, language: string): string {
  const [, day, time] = stampForm.exec(value) ?? [];
  if (day === undefined || time === undefined || !isPlainDate(day)) return value;
  const clock = printTime(time, language);
  return language.startsWith('ja')
    ? `${printDate(day, language)}${clock}`
    : `${printDate(day, language)}, ${clock}`;
}
