import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  compareDates,
  diffDays,
  endOfMonth,
  fiscalYearDays,
  fiscalYearOf,
  formatBoth,
  formatEnglish,
  formatFiscalYear,
  formatSeireki,
  formatShort,
  formatTokyoDateTime,
  formatWareki,
  fromEpochDay,
  isLeapYear,
  isPlainDate,
  isStoredDate,
  legalAgeOn,
  legalAgeReachedOn,
  parseFiscalYear,
  possibleDays,
  toEpochDay,
  toIso,
  tokyoDate,
  tokyoDateTimeParts,
  tokyoInstant,
  weekday,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const day = fc.integer({ min: toEpochDay('0400-01-01'), max: toEpochDay('9000-12-31') }).map(fromEpochDay);

describe('plain dates', () => {
  it('know which days exist', () => {
    for (const text of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
      expect(isPlainDate(text)).toBe(true);
    for (const text of [
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-4-1',
      '0000-01-01',
      '1945-08-00',
      '20240401',
      '',
    ])
      expect(isPlainDate(text)).toBe(false);
    expect(['1945-08-00', '1945-00-00', '1945-08-15'].every(isStoredDate)).toBe(true);
    expect(isStoredDate('1945-00-15')).toBe(false);
    expect(() => toIso({ year: 2023, month: 2, day: 29 })).toThrow(RangeError);
    expect(possibleDays('2024-02-00')).toEqual({ first: '2024-02-01', last: '2024-02-29' });
    expect(possibleDays('1945-00-00')).toEqual({ first: '1945-01-01', last: '1945-12-31' });
  });
  it('agree with Date on day numbers and weekdays', () => {
    fc.assert(
      fc.property(day, (date) => {
        const oracle = new Date(`${date}T00:00:00Z`);
        expect(toEpochDay(date)).toBe(oracle.getTime() / 86_400_000);
        expect(weekday(date)).toBe(oracle.getUTCDay());
        expect(fromEpochDay(toEpochDay(date))).toBe(date);
        expect(isPlainDate(date)).toBe(true);
      }),
      runs,
    );
  });
});

describe('arithmetic', () => {
  it('adds days, and takes them away again', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('1970-01-01', -1)).toBe('1969-12-31');
    fc.assert(
      fc.property(day, fc.integer({ min: -3000, max: 3000 }), (date, n) => {
        expect(addDays(addDays(date, n), -n)).toBe(date);
        expect(diffDays(date, addDays(date, n))).toBe(n);
      }),
      runs,
    );
  });
  it('clamps months and years to the end of the month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2024-01-15', -1)).toBe('2023-12-15');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(endOfMonth('2100-02-01')).toBe('2100-02-28');
    fc.assert(
      fc.property(day, fc.integer({ min: -500, max: 500 }), (date, n) => {
        const moved = addMonths(date, n);
        const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + n;
        expect(Number(moved.slice(0, 4)) * 12 + Number(moved.slice(5, 7)) - 1).toBe(month);
        expect(moved.slice(8) === date.slice(8) || moved === endOfMonth(moved)).toBe(true);
      }),
      runs,
    );
  });
  it('leap years and order', () => {
    expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false]);
    expect(['2024-04-01', '1945-08-00', '1945-00-00'].sort(compareDates)).toEqual([
      '1945-00-00',
      '1945-08-00',
      '2024-04-01',
    ]);
  });
});

describe('ages (年齢計算ニ関スル法律)', () => {
  it('count on the birthday, in law the day before', () => {
    expect([ageOn('2018-04-01', '2024-03-31'), ageOn('2018-04-01', '2024-04-01')]).toEqual([5, 6]);
    expect(legalAgeReachedOn('2018-04-01', 6)).toBe('2024-03-31');
    expect(legalAgeReachedOn('2018-04-02', 6)).toBe('2024-04-01');
    expect([legalAgeOn('2018-04-01', '2024-03-30'), legalAgeOn('2018-04-01', '2024-03-31')]).toEqual([5, 6]);
    expect(ageOn('2024-04-01', '2024-03-31')).toBe(-1);
    expect(ageOn('2024-04-01', '2024-04-01')).toBe(0);
  });
  it('29 February: always reached on 28 February', () => {
    expect([ageOn('2004-02-29', '2022-02-28'), ageOn('2004-02-29', '2022-03-01')]).toEqual([17, 18]);
    expect([ageOn('2004-02-29', '2024-02-28'), ageOn('2004-02-29', '2024-02-29')]).toEqual([19, 20]);
    expect(legalAgeReachedOn('2004-02-29', 18)).toBe('2022-02-28');
    expect(legalAgeReachedOn('2004-02-29', 20)).toBe('2024-02-28');
    expect(legalAgeReachedOn('2004-03-01', 20)).toBe('2024-02-29');
  });
  it('both ways agree: the age is one more the day after it was reached', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (birth, age) => {
        const reached = legalAgeReachedOn(birth, age);
        expect([ageOn(birth, reached), ageOn(birth, addDays(reached, 1))]).toEqual([age - 1, age]);
        expect([legalAgeOn(birth, addDays(reached, -1)), legalAgeOn(birth, reached)]).toEqual([age - 1, age]);
      }),
      runs,
    );
  });
});

describe('formats', () => {
  it.each([
    ['2024-04-01', '令和6年4月1日', '2024年4月1日', 'R6.4.1', '1 April 2024'],
    ['2019-05-01', '令和元年5月1日', '2019年5月1日', 'R1.5.1', '1 May 2019'],
    ['1989-01-07', '昭和64年1月7日', '1989年1月7日', 'S64.1.7', '7 January 1989'],
    ['1989-01-08', '平成元年1月8日', '1989年1月8日', 'H1.1.8', '8 January 1989'],
    ['1945-08-00', '昭和20年8月（日不詳）', '1945年8月（日不詳）', 'S20.8.不詳', 'August 1945 (day unknown)'],
    ['1945-00-00', '昭和20年（月日不詳）', '1945年（月日不詳）', 'S20.不詳', '1945 (month and day unknown)'],
    [
      '1989-01-00',
      '昭和64年／平成元年1月（日不詳）',
      '1989年1月（日不詳）',
      'H1.1.不詳',
      'January 1989 (day unknown)',
    ],
    [
      '1989-02-00',
      '平成元年2月（日不詳）',
      '1989年2月（日不詳）',
      'H1.2.不詳',
      'February 1989 (day unknown)',
    ],
    ['1872-12-31', '1872年12月31日', '1872年12月31日', '1872.12.31', '31 December 1872'],
  ])('%s', (date, wareki, seireki, short, english) => {
    expect([formatWareki(date), formatSeireki(date), formatShort(date), formatEnglish(date)]).toEqual([
      wareki,
      seireki,
      short,
      english,
    ]);
  });
  it('both calendars, either first', () => {
    expect(formatBoth('2024-04-01')).toBe('令和6年4月1日（2024年4月1日）');
    expect(formatBoth('2024-04-01', { first: 'seireki', weekday: true })).toBe(
      '2024年4月1日（令和6年4月1日）（月）',
    );
    expect(formatBoth('1945-08-00')).toBe('昭和20年8月（1945年8月、日不詳）');
    expect(formatBoth('1860-01-02')).toBe('1860年1月2日');
    expect(() => formatWareki('2024-02-30')).toThrow(RangeError);
  });
});

describe('fiscal years', () => {
  it('begin on 1 April', () => {
    expect([fiscalYearOf('2025-03-31'), fiscalYearOf('2025-04-01'), fiscalYearOf('2025-01-00')]).toEqual([
      2024, 2025, 2024,
    ]);
    expect(fiscalYearDays(2025)).toEqual({ start: '2025-04-01', end: '2026-03-31' });
    fc.assert(
      fc.property(day, (date) => {
        const { start, end } = fiscalYearDays(fiscalYearOf(date));
        expect(start <= date && date <= end).toBe(true);
      }),
      runs,
    );
  });
  it('are named by era and read back', () => {
    expect(formatFiscalYear(2025)).toBe('R7年度');
    expect([2019, 2018, 1988, 1989].map((year) => formatFiscalYear(year, { style: 'long' }))).toEqual([
      '令和元年度',
      '平成30年度',
      '昭和63年度',
      '平成元年度',
    ]);
    for (const text of ['R7年度', '令和7年度', '2025年度', 'Ｒ７', ' r 7 ', '2025'])
      expect(parseFiscalYear(text)).toEqual({ ok: true, value: 2025 });
    for (const text of ['', 'R0年度', 'X7年度', '7年度']) expect(parseFiscalYear(text).ok).toBe(false);
  });
});

describe('Japan’s clock', () => {
  it('turns the day at 15:00 UTC', () => {
    expect(tokyoDate(new Date('2026-11-21T14:59:59Z'))).toBe('2026-11-21');
    expect(tokyoDate(new Date('2026-11-21T15:00:00Z'))).toBe('2026-11-22');
    expect(tokyoDateTimeParts(new Date('1969-12-31T23:00:01Z'))).toEqual({
      date: '1970-01-01',
      hour: 8,
      minute: 0,
      second: 1,
    });
    expect(formatTokyoDateTime(new Date('2026-11-21T05:05:00Z'))).toBe('令和8年11月21日 14時05分');
    expect(formatTokyoDateTime(new Date('2026-11-21T15:00:00Z'), { calendar: 'seireki' })).toBe(
      '2026年11月22日 0時00分',
    );
    expect(() => tokyoDate(new Date('x'))).toThrow(RangeError);
  });
  it('agrees with Intl, and comes back', () => {
    const intl = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1952-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (instant) => {
          const { date, hour, minute } = tokyoDateTimeParts(instant);
          expect(`${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`).toBe(
            intl.format(instant),
          );
          expect(tokyoInstant(date, hour, minute).getTime()).toBe(
            Math.floor(instant.getTime() / 60_000) * 60_000,
          );
        },
      ),
      runs,
    );
  });
});
