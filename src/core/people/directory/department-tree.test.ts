import { expect, test } from 'vitest';
import { departmentTree } from './department-tree.ts';

test('a tree in order; orphans stand at the top', () => {
  const departments = [
    { code: 'A-1', parent: 'A' },
    { code: 'A', parent: null },
    { code: 'A-1-x', parent: 'A-1' },
    { code: 'Z', parent: 'gone' },
  ];
  expect(departmentTree(departments).map((row) => [row.department.code, row.depth])).toEqual([
    ['A', 0],
    ['A-1', 1],
    ['A-1-x', 2],
    ['Z', 0],
  ]);
});
