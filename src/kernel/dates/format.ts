/** Dates as people read them. All take full or partial dates; a text that is no date throws RangeError. */
import { weekdayJa } from './arithmetic.ts';
import { type Era, eras, eraYearsOf, eraYearText } from './eras.ts';
import { type DateParts, datePartsOf, isPlainDate, type StoredDate } from './plain-date.ts';

export interface FormatOptions {
  eras?: readonly Era[];
  /** Adds 「（月）」 to full dates. */
  weekday?: boolean;
}

/** 令和6年4月1日, 昭和20年8月（日不詳）, 昭和64年／平成元年（月日不詳）. Before 1873 the western date. */
export function formatWareki(date: StoredDate, options: FormatOptions = {}): string {
  return `${warekiCore(date, options.eras)}${unknown(date, '（', '）')}${weekdaySuffix(date, options)}`;
}

/** 2024年4月1日, 1945年8月（日不詳）. */
export function formatSeireki(date: StoredDate, options: FormatOptions = {}): string {
  return `${seirekiCore(date)}${unknown(date, '（', '）')}${weekdaySuffix(date, options)}`;
}

/**
 * 令和6年4月1日（2024年4月1日）; with `first: 'seireki'` the other way round, as foreign residents read it.
 * Partial: 昭和20年8月（1945年8月、日不詳）.
 */
export function formatBoth(
  date: StoredDate,
  options: FormatOptions & { first?: 'wareki' | 'seireki' } = {},
): string {
  const cores = [warekiCore(date, options.eras), seirekiCore(date)];
  if (cores[0] === cores[1]) return formatSeireki(date, options);
  if (options.first === 'seireki') cores.reverse();
  return `${cores[0]}（${cores[1]}${unknown(date, '、', '')}）${weekdaySuffix(date, options)}`;
}

/** R6.4.1 for dense staff tables; partial dates keep the unknown part as 「不詳」: S20.8.不詳. Before 1873 1872.12.31. */
export function formatShort(date: StoredDate, options: FormatOptions = {}): string {
  const { year, month, day } = datePartsOf(date);
  const [eraYear] = eraYearsOf(date, options.eras ?? eras).slice(-1);
  const head = eraYear ? `${eraYear.era.initial}${eraYear.year}` : String(year);
  return `${head}.${month ?? '不詳'}${month === undefined ? '' : `.${day ?? '不詳'}`}`;
}

const monthsEn =
  'January February March April May June July August September October November December'.split(' ');

/** 1 April 2024; August 1945 (day unknown); 1945 (month and day unknown). */
export function formatEnglish(date: StoredDate): string {
  const { year, month, day } = datePartsOf(date);
  if (month === undefined) return `${year} (month and day unknown)`;
  const name = monthsEn[month - 1];
  return day === undefined ? `${name} ${year} (day unknown)` : `${day} ${name} ${year}`;
}

function warekiCore(date: StoredDate, table: readonly Era[] = eras): string {
  const parts = datePartsOf(date);
  const found = eraYearsOf(date, table);
  if (found.length === 0) return seirekiCore(date);
  return found.map(eraYearText).join('／') + monthDay(parts);
}

function seirekiCore(date: StoredDate): string {
  const parts = datePartsOf(date);
  return `${parts.year}年${monthDay(parts)}`;
}

function monthDay({ month, day }: DateParts): string {
  return `${month === undefined ? '' : `${month}月`}${day === undefined ? '' : `${day}日`}`;
}

function unknown(date: StoredDate, open: string, close: string): string {
  const { month, day } = datePartsOf(date);
  if (day !== undefined) return '';
  return `${open}${month === undefined ? '月日不詳' : '日不詳'}${close}`;
}

function weekdaySuffix(date: StoredDate, options: FormatOptions): string {
  return options.weekday && isPlainDate(date) ? `（${weekdayJa(date)}）` : '';
}
