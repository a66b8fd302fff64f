import { expect, test } from 'vitest';
import { acceptsOn, deadlineState } from './deadline.ts';

const deadline = { opensOn: '2026-11-01', closesOn: '2026-11-30' };

test('before, first day, last day, the day after', () => {
  expect(deadlineState(deadline, '2026-10-31')).toEqual({ kind: 'before', opensOn: '2026-11-01' });
  expect(deadlineState(deadline, '2026-11-01')).toEqual({
    kind: 'open',
    closesOn: '2026-11-30',
    daysLeft: 29,
  });
  expect(deadlineState(deadline, '2026-11-30')).toEqual({
    kind: 'open',
    closesOn: '2026-11-30',
    daysLeft: 0,
  });
  expect(deadlineState(deadline, '2026-12-01')).toEqual({ kind: 'closed', closesOn: '2026-11-30' });
  expect(acceptsOn(deadline, '2026-11-30')).toBe(true);
  expect(acceptsOn(deadline, '2026-12-01')).toBe(false);
});

test('no days given means always', () => {
  expect(deadlineState({}, '2026-01-01')).toEqual({ kind: 'always' });
});
