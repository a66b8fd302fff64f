import { describe, expect, it } from 'vitest';
import { addDays, holidayOn, holidayRules, holidaysOf, weekday } from './index.ts';

const days = (year: number) =>
  holidaysOf(year)
    .map(({ date }) => date.slice(5))
    .join(' ');

describe('holidays, as the Cabinet Office published them', () => {
  it.each([
    [1973, '01-01 01-15 02-11 03-21 04-29 04-30 05-03 05-05 09-15 09-23 09-24 10-10 11-03 11-23'],
    [1988, '01-01 01-15 02-11 03-20 03-21 04-29 05-03 05-04 05-05 09-15 09-23 10-10 11-03 11-23'],
    [1992, '01-01 01-15 02-11 03-20 04-29 05-03 05-04 05-05 09-15 09-23 10-10 11-03 11-23 12-23'],
    [
      2009,
      '01-01 01-12 02-11 03-20 04-29 05-03 05-04 05-05 05-06 07-20 09-21 09-22 09-23 10-12 11-03 11-23 12-23',
    ],
    [
      2019,
      '01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23',
    ],
    [
      2020,
      '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23',
    ],
    [
      2021,
      '01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23',
    ],
    [
      2024,
      '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23',
    ],
    [
      2025,
      '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
    ],
    [
      2026,
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    ],
  ])('%i', (year, expected) => {
    expect(days(year)).toBe(expected);
  });
  it('the equinoxes of 1970 to 2026, as they were announced', () => {
    const vernal20 = [
      1972, 1976, 1980, 1984, 1988, 1992, 1993, 1996, 1997, 2000, 2001, 2004, 2005, 2008, 2009, 2012, 2013,
      2016, 2017, 2020, 2021, 2024, 2025, 2026,
    ];
    for (let year = 1970; year <= 2026; year++) {
      const vernal = vernal20.includes(year) ? 20 : 21;
      const autumnal = [1971, 1975, 1979].includes(year)
        ? 24
        : [2012, 2016, 2020, 2024].includes(year)
          ? 22
          : 23;
      expect(holidayOn(`${year}-03-${vernal}`)?.name).toBe('春分の日');
      expect(holidayOn(`${year}-09-${autumnal}`)?.name).toBe('秋分の日');
    }
  });
  it('are named', () => {
    expect(holidayOn('2026-09-22')?.name).toBe('休日（国民の休日）');
    expect(holidayOn('2025-02-24')?.name).toBe('休日（振替休日）');
    expect(holidayOn('2019-05-01')?.name).toBe('休日（天皇の即位の日）');
    expect(holidayOn('2018-12-23')?.name).toBe('天皇誕生日');
    expect(holidayOn('2019-12-23')).toBeUndefined();
    expect(holidaysOf(1947)).toEqual([]);
  });
  it('a new law is one more rule', () => {
    const rules = [
      ...holidayRules,
      { name: '窓口の日', en: 'Counter Day', from: 2030, day: { fixed: '06-02' } },
    ];
    expect(holidayOn('2030-06-03', rules)?.name).toBe('休日（振替休日）');
    expect(holidayOn('2030-06-03')).toBeUndefined();
  });
  it('no holiday on a Sunday stays without its substitute, and no day appears twice', () => {
    for (let year = 1980; year <= 2099; year++) {
      const all = holidaysOf(year);
      expect(new Set(all.map(({ date }) => date)).size).toBe(all.length);
      for (const { date, name } of all) {
        if (weekday(date) !== 0 || name.startsWith('休日')) continue;
        let next = addDays(date, 1);
        while (holidayOn(next) && holidayOn(next)?.name !== '休日（振替休日）') next = addDays(next, 1);
        expect([date, holidayOn(next)?.name]).toEqual([date, '休日（振替休日）']);
      }
    }
  });
});
