import { expect, it } from 'vitest';
import { cityClosedDays } from '#kernel/dates';
import { dueOn, reminders } from './due-on.ts';

const closed = cityClosedDays();
const deadline = { days: 3, working: true, remind: [1], escalate: [] };

it('counts open days from the day after', () => {
  // Friday before a long weekend: 23 November 2026 is a holiday.
  expect(dueOn(deadline, '2026-11-20', closed)).toBe('2026-11-26');
  expect(dueOn({ ...deadline, working: false }, '2026-11-20', closed)).toBe('2026-11-23');
});

it('reminds as many open days before, and of what has passed', () => {
  expect(reminders({ ...deadline, remind: [1, 0, 1] }, '2026-11-20', closed)).toEqual([
    { step: '1', from: '2026-11-20', until: '2026-11-24' },
    { step: '0', from: '2026-11-20', until: '2026-11-20' },
    { step: 'late', from: null, until: '2026-11-19' },
  ]);
  expect(reminders({ ...deadline, working: false }, '2026-11-20', closed)[0]?.until).toBe('2026-11-21');
});

it('a calendar that is never open ends all the same', () => {
  expect(dueOn(deadline, '2026-11-20', () => true) > '2027-11-20').toBe(true);
});
