import { expect, it } from 'vitest';
import { timeCell } from './cells.ts';

it('days with a time are cells of that kind, where spreadsheets know the day', () => {
  expect(timeCell('2026-11-21T15:30:20')).toEqual({ kind: 'time', value: '2026-11-21 15:30' });
  expect(timeCell('1868-01-01T00:00:00')).toEqual({ kind: 'text', value: '1868-01-01T00:00:00' });
  expect(timeCell('')).toBeNull();
});
