import { describe, expect, test } from 'vitest';
import { completeFields } from '#core/fields';
import { type BlockOf, copied, emptied, filledDown, pastedOver } from './block-edits.ts';
import { columnOf } from './columns.ts';
import type { TableRow } from './model.ts';

const fields = completeFields([
  { id: 1, code: '品名', type: 'text', label: { ja: '品名' }, options: { maxLength: 20 } },
  {
    id: 2,
    code: '台数',
    type: 'number',
    label: { ja: '台数' },
    options: { decimals: 0, unit: { ja: '台' } },
  },
  { id: 3, code: '日', type: 'date', label: { ja: '日' }, options: { allowUnknown: 'none', picker: true } },
]);
const row = (id: string, answers: TableRow['answers'], closed: number[] = []): TableRow => ({
  id,
  revision: 1,
  answers,
  standing: { edit: true, delete: true, hidden: [], closed },
});
const rows = [
  row('a', { 1: '机', 2: '1200', 3: '2026-11-21' }),
  row('b', { 1: '椅子' }),
  row('c', { 1: '棚', 2: '3' }, [2]),
];
const block: BlockOf = {
  columns: fields.map((field) => columnOf({ field }, false)),
  at: (index) => rows[index],
  reader: { language: 'ja' },
};
const may: Parameters<typeof filledDown>[2] = (column, { standing }) =>
  !standing.closed.includes(column.field.id);
const marked = (top: number, bottom: number, left = 0, right = 2) => ({ top, bottom, left, right });

describe('a marked block', () => {
  test('filling down writes what differs, and only where one may', () => {
    expect(filledDown(block, marked(0, 2, 0, 1), may)).toEqual([
      { row: rows[1], values: { 1: '机', 2: '1200' } },
      { row: rows[2], values: { 1: '机' } },
    ]);
    expect(filledDown(block, marked(1, 1, 1, 1), may)).toEqual([{ row: rows[1], values: { 2: '1200' } }]);
    expect(filledDown(block, marked(0, 0), may)).toEqual([]);
  });
  test('emptying leaves empty cells and closed cells alone', () => {
    expect(emptied(block, marked(1, 2, 1, 1), may)).toEqual([]);
    expect(emptied(block, marked(0, 0, 2, 2), may)).toEqual([{ row: rows[0], values: { 3: null } }]);
  });
  test('figures and days leave as spreadsheets read them', () => {
    expect(copied(block, marked(0, 0))).toEqual({
      cells: [['机', '1200', '2026-11-21']],
      text: [true, false, false],
    });
  });
  test('pasting beyond the list and onto closed cells is told, not done', () => {
    const pasted = pastedOver(
      block,
      [
        ['x', '9'],
        ['y', '8'],
      ],
      marked(2, 2),
      may,
    );
    expect(pasted.changes).toEqual([{ row: rows[2], texts: { 1: 'x' } }]);
    expect(pasted.closed).toEqual([{ row: rows[2], field: 2 }]);
    expect(pasted.left).toEqual({ rows: 1, columns: 0 });
  });
});
