/** Instants as Japan's clocks show them: UTC+9, without summer time since 1951 (夏時刻法 repealed 1952). Reads no clock. */
import { fromEpochDay } from './arithmetic.ts';
import type { Era } from './eras.ts';
import { formatSeireki, formatWareki } from './format.ts';
import type { PlainDate } from './plain-date.ts';

const offsetMs = 9 * 3600_000;
const dayMs = 86_400_000;

export interface TokyoDateTime {
  date: PlainDate;
  hour: number;
  minute: number;
  second: number;
}

/** Date and time of an instant in Japan; exact from 1952. Throws RangeError for an invalid Date. */
export function tokyoDateTimeParts(instant: Date): TokyoDateTime {
  const local = instant.getTime() + offsetMs;
  if (Number.isNaN(local)) throw new RangeError('invalid instant');
  const epochDay = Math.floor(local / dayMs);
  const seconds = Math.floor((local - epochDay * dayMs) / 1000);
  return {
    date: fromEpochDay(epochDay),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}

/** The day of an instant in Japan: at 15:00 UTC the next day begins. */
export function tokyoDate(instant: Date): PlainDate {
  return tokyoDateTimeParts(instant).date;
}

/** The instant at which a day, or an hour and minute of it, begins in Japan: for comparing stored instants with days. */
export function tokyoInstant(date: PlainDate, hour = 0, minute = 0): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - offsetMs + (hour * 60 + minute) * 60_000);
}

/** `YYYY-MM-DDTHH:MM:SS` in Japan: how formulas and answers write an instant. */
export function tokyoStamp(instant: Date): string {
  const { date, hour, minute, second } = tokyoDateTimeParts(instant);
  return `${date}T${[hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** 令和8年11月21日 14時05分; `calendar: 'seireki'` 2026年11月21日 14時05分. */
export function formatTokyoDateTime(
  instant: Date,
  options: { calendar?: 'wareki' | 'seireki'; weekday?: boolean; eras?: readonly Era[] } = {},
): string {
  const { date, hour, minute } = tokyoDateTimeParts(instant);
  const day = options.calendar === 'seireki' ? formatSeireki(date, options) : formatWareki(date, options);
  return `${day} ${hour}時${String(minute).padStart(2, '0')}分`;
}
