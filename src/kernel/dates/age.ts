/** Ages. Source: 年齢計算ニ関スル法律 (明治35年法律第50号) with 民法143条. */
import { addDays } from './arithmetic.ts';
import { fullPartsOf, isLeapYear, type PlainDate, toIso } from './plain-date.ts';

/** The birthday in a year; for 29 February in a common year 1 March, the day from which the new age is counted. */
function birthdayIn(year: number, birth: PlainDate): PlainDate {
  const { month, day } = fullPartsOf(birth);
  if (month === 2 && day === 29 && !isLeapYear(year)) return toIso({ year, month: 3, day: 1 });
  return toIso({ year, month, day });
}

/**
 * Age on a day as people count it: one more from the birthday on (29 February: from 1 March in common years).
 * Negative before birth. This is the age "throughout the day"; where a law asks from which day somebody has reached
 * an age (Pension, school entry), use legalAgeReachedOn.
 */
export function ageOn(birth: PlainDate, on: PlainDate): number {
  const year = fullPartsOf(on).year;
  const years = year - fullPartsOf(birth).year;
  return on >= birthdayIn(year, birth) ? years : years - 1;
}

/**
 * The day at whose end the age is reached in law: the day before the birthday, because the day of birth counts in
 * full (年齢計算ニ関スル法律1項・2項, 民法143条2項). Born on 1 April, six on 31 March: the school year before. Born on
 * 29 February: always 28 February.
 */
export function legalAgeReachedOn(birth: PlainDate, age: number): PlainDate {
  return addDays(birthdayIn(fullPartsOf(birth).year + age, birth), -1);
}

/** Age in law on a day: one more already on the day before the birthday. For rules that follow legalAgeReachedOn. */
export function legalAgeOn(birth: PlainDate, on: PlainDate): number {
  return ageOn(birth, addDays(on, 1));
}
