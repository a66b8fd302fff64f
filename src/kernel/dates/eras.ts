/** Eras (元号) as data. The next era is one more line here, or a table handed to any function that takes `eras`. */
import { type PlainDate, possibleDays, type StoredDate } from './plain-date.ts';

export interface Era {
  name: string;
  initial: string;
  romaji: string;
  /** First day. The day before belongs to the era before. */
  start: PlainDate;
}

/** In order of time. Sources: the decrees 改元 of 明治元, 大正元, 昭和元, and 元号を改める政令 of 昭和64 and 平成31. */
export const eras: readonly Era[] = [
  { name: '明治', initial: 'M', romaji: 'Meiji', start: '1868-01-25' },
  { name: '大正', initial: 'T', romaji: 'Taisho', start: '1912-07-30' },
  { name: '昭和', initial: 'S', romaji: 'Showa', start: '1926-12-25' },
  { name: '平成', initial: 'H', romaji: 'Heisei', start: '1989-01-08' },
  { name: '令和', initial: 'R', romaji: 'Reiwa', start: '2019-05-01' },
];

/** Japan counts by the Gregorian calendar from this day (明治6年1月1日, 明治5年太政官布告第337号); before it 和暦 days were lunar. */
export const gregorianSince: PlainDate = '1873-01-01';

export interface EraYear {
  era: Era;
  /** 1 for 元年. */
  year: number;
}

/** The year that an era counts as 1 is the calendar year of its start. */
export function startYear(era: Era): number {
  return Number(era.start.slice(0, 4));
}

/** Era and year of a full date; undefined before 1873, when 和暦 had another calendar. */
export function eraYearOn(date: PlainDate, table: readonly Era[] = eras): EraYear | undefined {
  if (date < gregorianSince) return undefined;
  let found: Era | undefined;
  for (const era of table) if (era.start <= date && (!found || era.start >= found.start)) found = era;
  return found && { era: found, year: Number(date.slice(0, 4)) - startYear(found) + 1 };
}

/**
 * The eras a stored date may lie in, earlier first: two for `1989-00-00` (昭和64年 and 平成元年) and for the month of a
 * change, one otherwise, none before 1873.
 */
export function eraYearsOf(date: StoredDate, table: readonly Era[] = eras): EraYear[] {
  const { first, last } = possibleDays(date);
  const candidates = [
    first,
    ...table.map((era) => era.start).filter((start) => start > first && start <= last),
  ];
  const found: EraYear[] = [];
  for (const day of candidates.sort()) {
    const eraYear = eraYearOn(day, table);
    if (eraYear) found.push(eraYear);
  }
  return found;
}

/** The calendar year of an era's year; may lie beyond the era's end (平成35年 is 2023). */
export function calendarYear(era: Era, eraYear: number): number {
  return startYear(era) + eraYear - 1;
}

/** 令和6年, 令和元年. */
export function eraYearText({ era, year }: EraYear): string {
  return `${era.name}${year === 1 ? '元' : year}年`;
}

/** Whether some day that the date may mean lies in the era: false for 2023 and 平成. */
export function liesInEra(date: StoredDate, era: Era, table: readonly Era[] = eras): boolean {
  return eraYearsOf(date, table).some((found) => found.era === era);
}
