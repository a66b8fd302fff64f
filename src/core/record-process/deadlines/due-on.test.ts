import { expect, it } from 'vitest';
import { cityClosedDays } from '#kernel/dates';
import { dueOn, remindOn } from './due-on.ts';

const closed = cityClosedDays();
const deadline = { days: 3, working: true, remind: [1], escalate: [] };

it('counts open days from the day after', () => {
  // Friday before a long weekend: 23 November 2026 is a holiday.
  expect(dueOn(deadline, '2026-11-20', closed)).toBe('2026-11-26');
  expect(dueOn({ ...deadline, working: false }, '2026-11-20', closed)).toBe('2026-11-23');
});

it('reminds on open days before, each once, the earliest first', () => {
  expect(remindOn({ ...deadline, remind: [0, 3, 1, 1] }, '2026-11-26', closed)).toEqual([
    '2026-11-20',
    '2026-11-25',
    '2026-11-26',
  ]);
  expect(remindOn({ ...deadline, working: false, remind: [2] }, '2026-11-23', closed)).toEqual([
    '2026-11-21',
  ]);
});

it('a calendar that is never open ends all the same', () => {
  expect(dueOn(deadline, '2026-11-20', () => true) > '2027-11-20').toBe(true);
});
