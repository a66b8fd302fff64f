/** Reading dates as people type them; forgiving about form, strict about days that do not exist. */
import { fail, ok, type Result } from '#kernel/result';
import { addDays, weekdayJa } from './arithmetic.ts';
import { type Era, eras, eraYearText, gregorianSince, liesInEra } from './eras.ts';
import { formatSeireki, formatWareki } from './format.ts';
import { compactDate, type Reading, readDate } from './parse-read.ts';
import {
  type DateParts,
  datePartsOf,
  daysInMonth,
  isPlainDate,
  type PlainDate,
  possibleDays,
  type StoredDate,
  toIso,
} from './plain-date.ts';

export interface ParsedDate {
  date: StoredDate;
  parts: DateParts;
  /** false when month or day is unknown. */
  complete: boolean;
  /** Something the person should see beside the field although the date was taken: 平成35年 taken as 令和5年. */
  notice?: string;
}

export interface ParseDateOptions {
  /** Lets 今日, 明日 and 昨日 be typed, and is the example in messages. */
  today?: PlainDate;
  eras?: readonly Era[];
}

/** Years outside are taken for slips of the finger. */
const years = { first: 1800, last: 2199 };

/**
 * Reads 令和6年4月1日, R6.4.1, r6/4/1, 令6.4.1, R060401, 令和元年…, 2024-04-01, 2024/4/1, 2024年4月1日, 20240401, 二〇二四年四月一日,
 * 1 April 2024, in any width and with spaces; a weekday behind, the other calendar in brackets (both are checked); 月日不詳
 * and 日不詳 as partial dates. An era's year beyond its end is taken with a notice. Fails with a sentence that says what to
 * mend: no year, no such day, lunar dates before 明治6年, years outside 1800–2199.
 */
export function parseDate(text: string, options: ParseDateOptions = {}): Result<ParsedDate> {
  // No date is that long; the patterns need not walk through it.
  if (text.length > 200) return fail('invalid', unreadable('?', text, options));
  const compact = compactDate(text);
  const relative = relativeDay(compact, options.today);
  if (relative) return ok({ date: relative, parts: datePartsOf(relative), complete: true });
  const weekday = /(?:\(([日月火水木金土])(?:曜日?)?\)|([日月火水木金土])曜日?)$/.exec(compact);
  const bare = weekday ? compact.slice(0, weekday.index) : compact;
  const parsed = parseBare(bare, text, options);
  const named = weekday?.[1] ?? weekday?.[2];
  if (parsed.ok && named !== undefined && isPlainDate(parsed.value.date)) {
    const actual = weekdayJa(parsed.value.date);
    if (actual !== named) {
      return fail(
        'invalid',
        `${formatWareki(parsed.value.date, options)}は${actual}曜日です。日付か曜日を確かめてください。`,
      );
    }
  }
  return parsed;
}

/** As parseDate, but month and day must be known; the value is an ISO date. */
export function parseFullDate(
  text: string,
  options: ParseDateOptions = {},
): Result<{ date: PlainDate; notice?: string }> {
  const parsed = parseDate(text, options);
  if (!parsed.ok) return parsed;
  if (!parsed.value.complete) return fail('invalid', `月と日まで入力してください。${example(options)}`);
  const { date, notice } = parsed.value;
  return ok(notice === undefined ? { date } : { date, notice });
}

/** A date, or one date written twice: 令和6年4月1日(2024年4月1日), 昭和20年8月(1945年8月、日不詳), 昭和64年/平成元年(月日不詳). */
function parseBare(bare: string, text: string, options: ParseDateOptions): Result<ParsedDate> {
  const pair = /^([^()]+)\(([^()]*\d[^()]*?)(?:、(月?日不詳))?\)$/.exec(bare);
  if (pair) return parseTwice(`${pair[1]}${pair[3] ?? ''}`, `${pair[2]}${pair[3] ?? ''}`, text, options);
  const eitherEra = /^([^/]+年)\/([^/]+年)(.*)$/.exec(bare);
  if (eitherEra)
    return parseTwice(`${eitherEra[1]}${eitherEra[3]}`, `${eitherEra[2]}${eitherEra[3]}`, text, options);
  const reading = readDate(bare, options.eras ?? eras);
  return reading ? settle(reading, options) : fail('invalid', unreadable(bare, text, options));
}

function parseTwice(one: string, other: string, text: string, options: ParseDateOptions): Result<ParsedDate> {
  const first = parseBare(one, text, options);
  const second = parseBare(other, text, options);
  if (!first.ok) return first;
  if (!second.ok) return second;
  if (first.value.date === second.value.date) return first;
  return fail('invalid', `「${one}」と「${other}」は違う日付です。どちらか一方だけを入力してください。`);
}

function settle(reading: Reading, options: ParseDateOptions): Result<ParsedDate> {
  const { era, eraYear, year, month, day } = reading;
  if (eraYear === 0)
    return fail('invalid', `${era?.name}0年という年はありません。最初の年は${era?.name}元年です。`);
  if (year < years.first || year > years.last) {
    return fail('invalid', `${year}年は受け付けられません。年を確かめてください。${example(options)}`);
  }
  const yearName = era && eraYear ? `${eraYearText({ era, year: eraYear })}（${year}年）` : `${year}年`;
  if (month === undefined) {
    return fail(
      'invalid',
      `月と日も入力してください。わからないときは「${yearShort(reading)}月日不詳」と入力できます。`,
    );
  }
  if (month !== 'unknown' && (month < 1 || month > 12)) {
    return fail('invalid', `${month}月という月はありません。月は1から12までの数字で入力してください。`);
  }
  if (day === undefined) {
    return fail(
      'invalid',
      `日も入力してください。わからないときは「${yearShort(reading)}${month}月日不詳」と入力できます。`,
    );
  }
  const wrongDay =
    month === 'unknown' || day === 'unknown' ? undefined : noSuchDay(year, month, day, yearName);
  if (wrongDay !== undefined) return fail('invalid', wrongDay);
  const parts: DateParts = { year };
  if (month !== 'unknown') parts.month = month;
  if (day !== 'unknown') parts.day = day;
  const date = toIso(parts);
  if (era && possibleDays(date).last < gregorianSince) {
    return fail(
      'invalid',
      '明治5年までの和暦は旧暦のため、そのまま西暦に直せません。西暦の年月日で入力してください。',
    );
  }
  const value: ParsedDate = { date, parts, complete: parts.day !== undefined };
  if (era && !liesInEra(date, era, options.eras)) value.notice = eraNotice(reading, date, options);
  return ok(value);
}

function noSuchDay(year: number, month: number, day: number, yearName: string): string | undefined {
  const last = daysInMonth(year, month);
  if (day >= 1 && day <= last) return undefined;
  if (month === 2 && day === 29) {
    return `${yearName}はうるう年ではないため、2月は28日までです。日付を確かめてください。`;
  }
  return `${month}月${day}日という日はありません。${yearName}の${month}月は${last}日までです。`;
}

function yearShort({ era, eraYear, year }: Reading): string {
  return era && eraYear ? eraYearText({ era, year: eraYear }) : `${year}年`;
}

function eraNotice(reading: Reading, date: StoredDate, options: ParseDateOptions): string {
  const { month, day } = datePartsOf(date);
  const written = `${yearShort(reading)}${month === undefined ? '' : `${month}月`}${day === undefined ? '' : `${day}日`}`;
  return `「${written}」は、${formatWareki(date, options)}（西暦${formatSeireki(date)}）として受け付けました。`;
}

function relativeDay(compact: string, today: PlainDate | undefined): PlainDate | undefined {
  if (today === undefined) return undefined;
  if (/^(?:今日|本日|きょう|today)$/i.test(compact)) return today;
  if (/^(?:明日|あした|あす|tomorrow)$/i.test(compact)) return addDays(today, 1);
  return /^(?:昨日|きのう|yesterday)$/i.test(compact) ? addDays(today, -1) : undefined;
}

function example(options: ParseDateOptions): string {
  const day = options.today ?? '2024-04-01';
  return `例：${formatWareki(day, options)}、${day}`;
}

function unreadable(bare: string, text: string, options: ParseDateOptions): string {
  if (bare === '') return `日付を入力してください。${example(options)}`;
  if (/^(?:\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[-./]\d{1,2}[-./]\d{4}|年月日不詳)$/.test(bare)) {
    return `年から順に入力してください。${example(options)}`;
  }
  if (/^\d+$/.test(bare))
    return `数字だけで入力するときは、西暦の8けたにしてください。例：${(options.today ?? '2024-04-01').replace(/-/g, '')}`;
  return `「${text.trim().slice(0, 40)}」は日付として読めませんでした。${example(options)}`;
}
