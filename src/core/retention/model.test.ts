import { expect, test } from 'vitest';
import { termOf } from './model.ts';

test('a term begins on 1 April after the fiscal year of 完結 and ends on 31 March', () => {
  expect(termOf('2026-11-21', 5)).toEqual({ startsOn: '2027-04-01', endsOn: '2032-03-31' });
  expect(termOf('2027-03-31', 1)).toEqual({ startsOn: '2027-04-01', endsOn: '2028-03-31' });
  expect(termOf('2027-04-01', 1)).toEqual({ startsOn: '2028-04-01', endsOn: '2029-03-31' });
  expect(termOf('2026-11-21', null)).toEqual({ startsOn: '2027-04-01', endsOn: null });
});
