import { expect, test } from 'vitest';
import { recordsOf } from './line-rows.ts';
import type { Mapping } from './model.ts';

const mapping = (columns: (string | null)[], key: string | null = null): Mapping => ({
  columns,
  key,
  unmatched: 'add',
  blank: 'keep',
});
const rows = (...cells: string[][]) => cells.map((one, index) => ({ number: index + 2, cells: one }));
const places = (how: Mapping, ...cells: string[][]) =>
  recordsOf(how, rows(...cells)).map((record) => record.map((row) => row.number));

test('a mark begins a record, as in files of kintone; the rows below it belong to it', () => {
  const how = mapping(['mark', '1', '3.5']);
  expect(places(how, ['*', 'A', 'x'], ['', 'A', 'y'], ['*', 'A', 'z'])).toEqual([[2, 3], [4]]);
});

test('without a mark another key begins one, and an empty key none', () => {
  const how = mapping(['1', '3.5'], '1');
  expect(places(how, ['A', 'x'], ['A', 'y'], ['', 'z'], ['B', 'x'])).toEqual([[2, 3, 4], [5]]);
});

test('a file without lines has a record in every row, whatever repeats', () => {
  expect(places(mapping(['1', '2'], '1'), ['A', 'x'], ['A', 'y'])).toEqual([[2], [3]]);
});
