/** 会計年度: 1 April to 31 March (地方自治法208条1項). Named by the calendar year in which it begins: 2025 is 令和7年度. */
import { fail, ok, type Result } from '#kernel/result';
import { toHalfWidth } from '#kernel/text';
import { calendarYear, type Era, eras, eraYearOn } from './eras.ts';
import { datePartsOf, type PlainDate, toIso } from './plain-date.ts';

/** The fiscal year of a full date, or of one with only the day unknown: January to March belong to the year before. */
export function fiscalYearOf(date: PlainDate): number {
  const { year, month } = datePartsOf(date);
  if (month === undefined) throw new RangeError(`fiscal year needs a month: ${date}`);
  return month >= 4 ? year : year - 1;
}

/** First and last day. */
export function fiscalYearDays(year: number): { start: PlainDate; end: PlainDate } {
  return { start: toIso({ year, month: 4, day: 1 }), end: toIso({ year: year + 1, month: 3, day: 31 }) };
}

/**
 * R7年度; `style: 'long'` 令和7年度, 令和元年度. A year in which the era changed between April and December bears the
 * new era throughout (「改元に伴う元号による年表示の取扱いについて」, 2019: 令和元年度); a change in January to March leaves the name.
 */
export function formatFiscalYear(
  year: number,
  options: { style?: 'short' | 'long'; eras?: readonly Era[] } = {},
): string {
  const found = eraYearOn(toIso({ year, month: 12, day: 31 }), options.eras ?? eras);
  if (!found) return `${year}年度`;
  if (options.style === 'long') return `${found.era.name}${found.year === 1 ? '元' : found.year}年度`;
  return `${found.era.initial}${found.year}年度`;
}

/** Reads R7年度, 令和7年度, 令和元年度, 2025年度, R7, 2025, any width. Fails with a sentence for the person. */
export function parseFiscalYear(text: string, table: readonly Era[] = eras): Result<number> {
  const compact = toHalfWidth(text.normalize('NFKC'))
    .replace(/\s/g, '')
    .replace(/年?度?$/, '');
  const western = /^(\d{4})$/.exec(compact);
  if (western) return ok(Number(western[1]));
  const match = /^(\D+)(\d{1,2}|元)$/.exec(compact);
  const head = match?.[1]?.toLowerCase();
  const era = table.find((one) => one.name === head || one.initial.toLowerCase() === head);
  const count = match?.[2] === '元' ? 1 : Number(match?.[2]);
  if (!era || !(count >= 1))
    return fail('invalid', `「${text.trim()}」は年度として読めませんでした。例：R7年度、令和7年度、2025年度`);
  return ok(calendarYear(era, count));
}
