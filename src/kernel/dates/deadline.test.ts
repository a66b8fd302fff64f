import { describe, expect, it } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import {
  addDays,
  cityClosedDays,
  closedDays,
  type DeadlineInput,
  deadline,
  deadlineSteps,
  fromEpochDay,
  openDay,
  toEpochDay,
} from './index.ts';

const runs = { seed: 20240401, numRuns: 200 };
const city = cityClosedDays();
const days14 = (from: string, firstDayCounts: boolean) =>
  deadline({ from, length: { days: 14 }, firstDayCounts, rollOver: 'next', closedDays: city });

describe('14 days, counted both ways across closed days', () => {
  it.each([
    // Born Mon 2024-04-01: 1 April is day 1, day 14 is Sun 14 April → Mon 15 April (戸籍法43条, 民法142条).
    ['2024-04-01', true, '2024-04-15'],
    // Moved in on Mon 2024-04-01: day 1 is 2 April, day 14 is Mon 15 April.
    ['2024-04-01', false, '2024-04-15'],
    // Tue 2024-04-02: counted, day 14 is Mon 15 April; not counted, Tue 16 April.
    ['2024-04-02', true, '2024-04-15'],
    ['2024-04-02', false, '2024-04-16'],
    // Golden Week: day 14 of 2024-04-20 is Fri 3 May (憲法記念日); 4, 5, 6 (振替) closed → Tue 7 May.
    ['2024-04-20', true, '2024-05-07'],
    ['2024-04-20', false, '2024-05-07'],
    // Year end: day 14 of 2024-12-16 is Sun 29 Dec; closed to Fri 3 Jan, 4 and 5 a weekend → Mon 6 Jan.
    ['2024-12-16', true, '2025-01-06'],
    // Silver Week 2026: day 14 of 2026-09-06 is Sat 19; 20 Sun, 21 敬老, 22 国民の休日, 23 秋分 → Thu 24 Sept.
    ['2026-09-06', true, '2026-09-24'],
    // Ten days in 2019: day 14 of 2019-04-14 is Sat 27 April; closed to Mon 6 May (振替) → Tue 7 May.
    ['2019-04-14', true, '2019-05-07'],
  ])('from %s (first day counts: %s) to %s', (from, counts, due) => {
    expect(days14(from, counts)).toBe(due);
  });
  it('shows its steps', () => {
    expect(
      deadlineSteps({
        from: '2024-04-20',
        length: { days: 14 },
        firstDayCounts: false,
        rollOver: 'next',
        closedDays: city,
      }),
    ).toEqual({ countedFrom: '2024-04-21', nominal: '2024-05-04', due: '2024-05-07' });
  });
  it('death within 7 days, knowing counted; brought forward; left alone', () => {
    const base = { from: '2024-12-23', length: { days: 7 }, firstDayCounts: true, closedDays: city } as const;
    expect(deadline({ ...base, rollOver: 'next' })).toBe('2025-01-06');
    expect(deadline({ ...base, rollOver: 'previous' })).toBe('2024-12-27');
    expect(deadline({ ...base, rollOver: 'none' })).toBe('2024-12-29');
  });
});

describe('weeks, months and years (民法143条)', () => {
  it.each<[string, boolean, DeadlineInput['length'], string]>([
    ['2024-03-08', false, { months: 3 }, '2024-06-08'],
    ['2024-01-30', false, { months: 1 }, '2024-02-29'],
    ['2023-01-30', false, { months: 1 }, '2023-02-28'],
    ['2023-01-31', false, { months: 1 }, '2023-02-28'],
    ['2024-03-31', false, { months: 3 }, '2024-06-30'],
    ['2024-04-01', true, { months: 1 }, '2024-04-30'],
    ['2024-02-28', false, { years: 1 }, '2025-02-28'],
    ['2024-02-29', false, { years: 1 }, '2025-02-28'],
    ['2024-02-29', true, { years: 1 }, '2025-02-28'],
    ['2024-11-30', false, { months: 3 }, '2025-02-28'],
    ['2014-08-31', false, { years: 2 }, '2016-08-31'],
    ['2024-04-03', false, { weeks: 3 }, '2024-04-24'],
  ])('from %s (counts: %s) %o to %s', (from, firstDayCounts, length, due) => {
    expect(deadline({ from, firstDayCounts, length, rollOver: 'none' })).toBe(due);
  });
  it.each([{ days: 0 }, { days: 1.5 }, { months: -1 }, { weeks: Number.NaN }])('refuses %o', (length) => {
    expect(() => deadline({ from: '2024-04-01', firstDayCounts: true, length, rollOver: 'none' })).toThrow(
      RangeError,
    );
  });
});

/** Walks day by day with a pencil: no arithmetic shared with the code under test but the next day. */
function walk(input: DeadlineInput): string {
  let day = input.from;
  if (!input.firstDayCounts) day = tomorrow(day);
  const start = day;
  const { length } = input;
  if ('days' in length || 'weeks' in length) {
    const count = 'days' in length ? length.days : length.weeks * 7;
    for (let counted = 1; counted < count; counted++) day = tomorrow(day);
  } else {
    const months = 'months' in length ? length.months : length.years * 12;
    // Go on until the month count is full and tomorrow is the corresponding day, or the month ends without one.
    let passed = 0;
    for (;;) {
      const next = tomorrow(day);
      if (next.slice(5, 7) !== day.slice(5, 7)) {
        if (passed === months) break;
        passed++;
      }
      if (passed === months && next.slice(8) === start.slice(8)) break;
      day = next;
    }
  }
  while (input.rollOver !== 'none' && input.closedDays?.(day))
    day = input.rollOver === 'next' ? tomorrow(day) : yesterday(day);
  return day;
}
const tomorrow = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const yesterday = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

describe('against an oracle that walks', () => {
  const length = fc.oneof(
    fc.record({ days: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ weeks: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ months: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ years: fc.integer({ min: 1, max: 6 }) }),
  );
  const from = fc.integer({ min: toEpochDay('1995-01-01'), max: toEpochDay('2090-12-31') }).map(fromEpochDay);
  it('agrees on any period', () => {
    fc.assert(
      fc.property(
        from,
        length,
        fc.boolean(),
        fc.constantFrom('next', 'previous', 'none'),
        (day, period, firstDayCounts, rollOver) => {
          const input: DeadlineInput = {
            from: day,
            length: period,
            firstDayCounts,
            rollOver,
            closedDays: city,
          };
          expect(deadline(input)).toBe(walk(input));
        },
      ),
      { ...runs, numRuns: 600 },
    );
  });
  it('agrees on the ends of months, where periods go wrong', () => {
    for (const year of [2023, 2024])
      for (let day = `${year}-01-27`; day < `${year}-03-04`; day = addDays(day, 1)) {
        for (const months of [1, 2, 11, 12, 13, 25])
          for (const firstDayCounts of [true, false]) {
            const input: DeadlineInput = { from: day, length: { months }, firstDayCounts, rollOver: 'none' };
            expect([day, months, firstDayCounts, deadline(input)]).toEqual([
              day,
              months,
              firstDayCounts,
              walk(input),
            ]);
          }
      }
  });
});

describe('closed days', () => {
  it('of a city hall', () => {
    const closed = [
      '2024-12-28',
      '2024-12-29',
      '2024-12-31',
      '2025-01-01',
      '2025-01-03',
      '2025-01-04',
      '2025-02-24',
      '2025-03-20',
    ];
    expect(closed.filter((day) => !city(day))).toEqual([]);
    expect(['2024-12-27', '2025-01-06', '2025-02-25'].filter(city)).toEqual([]);
  });
  it('of one’s own making', () => {
    const closed = closedDays({ weekdays: [1], dates: ['2025-04-02'], openDates: ['2025-04-07'] });
    expect(['2025-03-31', '2025-04-02', '2025-04-07', '2025-04-29'].map(closed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(closedDays()('2025-01-01')).toBe(false);
    expect(closedDays({ yearEnd: { from: '08-13', to: '08-15' } })('2025-08-15')).toBe(true);
    expect(openDay('2025-03-31', closed, 'previous')).toBe('2025-03-30');
    expect(() => openDay('2025-03-31', () => true, 'next')).toThrow(RangeError);
  });
});
