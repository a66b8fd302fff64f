/** National holidays worked out from the rules, with 振替休日 and 国民の休日 (祝日法3条2項・3項). */
import { addDays, weekday } from './arithmetic.ts';
import {
  citizensHolidaySince,
  equinoxFormulas,
  type HolidayRule,
  holidayRules,
  substitutePastHolidaysSince,
  substituteSince,
} from './holiday-rules.ts';
import { type PlainDate, toIso } from './plain-date.ts';

export interface Holiday {
  date: PlainDate;
  name: string;
  en: string;
}

const cache = new Map<number, Holiday[]>();

/**
 * The holidays of a calendar year in order, from 1948 (before: none) to 2150 (after: equinoxes are extrapolated).
 * A rule table of one's own replaces the national one, for a law that is not in this release yet.
 */
export function holidaysOf(year: number, rules: readonly HolidayRule[] = holidayRules): Holiday[] {
  const kept = rules === holidayRules ? cache.get(year) : undefined;
  if (kept) return kept;
  const named = new Map<PlainDate, Holiday>();
  for (const rule of rules) {
    if (year < rule.from || year > (rule.until ?? Number.POSITIVE_INFINITY)) continue;
    const date = dayOf(rule, year);
    named.set(date, { date, name: rule.name, en: rule.en });
  }
  const extra = new Map<PlainDate, Holiday>();
  addSubstitutes(named, extra);
  addCitizensHolidays(named, extra);
  const all = Array.from(named.values()).concat(Array.from(extra.values()));
  all.sort((a, b) => (a.date < b.date ? -1 : 1));
  if (rules === holidayRules) cache.set(year, all);
  return all;
}

/** The holiday on a day, if it is one. */
export function holidayOn(
  date: PlainDate,
  rules: readonly HolidayRule[] = holidayRules,
): Holiday | undefined {
  return holidaysOf(Number(date.slice(0, 4)), rules).find((holiday) => holiday.date === date);
}

function dayOf(rule: HolidayRule, year: number): PlainDate {
  const moved = rule.moved?.[year];
  if (moved !== undefined) return `${String(year).padStart(4, '0')}-${moved}`;
  if ('fixed' in rule.day) return `${String(year).padStart(4, '0')}-${rule.day.fixed}`;
  if ('equinox' in rule.day) return equinox(rule.day.equinox, year);
  const first = toIso({ year, month: rule.day.month, day: 1 });
  return addDays(first, ((8 - weekday(first)) % 7) + 7 * (rule.day.monday - 1));
}

function equinox(which: 'vernal' | 'autumnal', year: number): PlainDate {
  const formula = equinoxFormulas.find((one) => year <= one.until) ?? equinoxFormulas[2];
  const day = Math.floor(
    formula[which] + 0.242194 * (year - 1980) - Math.trunc((year - formula.leapFrom) / 4),
  );
  return toIso({ year, month: which === 'vernal' ? 3 : 9, day });
}

/** A holiday on a Sunday: the next day; since 2007 the next day that is not itself a holiday. */
function addSubstitutes(named: Map<PlainDate, Holiday>, extra: Map<PlainDate, Holiday>): void {
  named.forEach(({ date }) => {
    if (date < substituteSince || weekday(date) !== 0) return;
    let day = addDays(date, 1);
    if (Number(date.slice(0, 4)) >= substitutePastHolidaysSince) while (named.has(day)) day = addDays(day, 1);
    if (!named.has(day)) extra.set(day, { date: day, name: '休日（振替休日）', en: 'Substitute holiday' });
  });
}

/** A day between two holidays; before 2007 not on a Sunday. */
function addCitizensHolidays(named: Map<PlainDate, Holiday>, extra: Map<PlainDate, Holiday>): void {
  named.forEach(({ date }) => {
    const between = addDays(date, 1);
    if (between < citizensHolidaySince || named.has(between) || extra.has(between)) return;
    if (!named.has(addDays(between, 1))) return;
    if (Number(date.slice(0, 4)) < substitutePastHolidaysSince && weekday(between) === 0) return;
    extra.set(between, { date: between, name: '休日（国民の休日）', en: "Citizens' holiday" });
  });
}
