/** A day of the calendar without clock or zone, as ISO text, so that it sorts, compares and travels as it is. */

/** `YYYY-MM-DD`, a day that exists, from 0001-01-01 to 9999-12-31. */
export type PlainDate = string;

/** As PlainDate, or with zeros for what is not known: `1945-08-00` (日不詳), `1945-00-00` (月日不詳). */
export type StoredDate = string;

/** The parts of a stored date; `month` and `day` are absent when not known. */
export interface DateParts {
  year: number;
  month?: number;
  day?: number;
}

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Gregorian rule: every fourth year, not the hundredth, but the four hundredth. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** 28 to 31; `month` from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (daysInMonths[month - 1] ?? 0);
}

/** Whether the text is a full date that exists. */
export function isPlainDate(text: string): boolean {
  const parts = readParts(text);
  return parts?.day !== undefined;
}

/** Whether the text is a full date that exists, or one with month and day, or day, unknown. */
export function isStoredDate(text: string): boolean {
  return readParts(text) !== undefined;
}

function readParts(text: string): DateParts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month > 12 || (month === 0 && day !== 0)) return undefined;
  if (month === 0) return { year };
  if (day === 0) return { year, month };
  return day <= daysInMonth(year, month) ? { year, month, day } : undefined;
}

/** The parts of a stored date. Throws RangeError when the text is not one: check input with parseDate first. */
export function datePartsOf(date: StoredDate): DateParts {
  const parts = readParts(date);
  if (!parts) throw new RangeError(`not a date: ${date}`);
  return parts;
}

/** Year, month and day of a full date. Throws RangeError when the text is not one. */
export function fullPartsOf(date: PlainDate): Required<DateParts> {
  const { year, month, day } = datePartsOf(date);
  if (month === undefined || day === undefined) throw new RangeError(`not a full date: ${date}`);
  return { year, month, day };
}

/** ISO text of parts, with zeros for what is absent. Throws RangeError when no such date exists. */
export function toIso({ year, month, day }: DateParts): StoredDate {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const text = `${pad(year, 4)}-${pad(month ?? 0, 2)}-${pad(day ?? 0, 2)}`;
  if (!isStoredDate(text)) throw new RangeError(`no such date: ${text}`);
  return text;
}

/** The first and the last day that a stored date can mean: `1945-08-00` is 1945-08-01 to 1945-08-31. */
export function possibleDays(date: StoredDate): { first: PlainDate; last: PlainDate } {
  const { year, month, day } = datePartsOf(date);
  const lastMonth = month ?? 12;
  return {
    first: toIso({ year, month: month ?? 1, day: day ?? 1 }),
    last: toIso({ year, month: lastMonth, day: day ?? daysInMonth(year, lastMonth) }),
  };
}
