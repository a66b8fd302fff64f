import { expect, test } from 'vitest';
import { groupTold, pageOf, type Told } from './notice-lines.ts';

const one = (id: string, change: Partial<Told> = {}): Told => ({
  id,
  kind: 'change',
  appId: 'visits',
  recordId: 'r1',
  aboutId: null,
  app: '訪問記録',
  record: '南区の件',
  by: '久保田 蓮',
  at: '11月21日 10:00',
  read: false,
  ...change,
});

test('what one record has to say stands together, under its name', () => {
  const groups = groupTold([
    one('a'),
    one('b', { recordId: 'r2', record: '' }),
    one('c', { kind: 'comment', read: true }),
    one('d', { kind: 'export', appId: null, recordId: null, app: null, aboutId: 'e1' }),
  ]);
  expect(groups.map(({ title, unread, lines }) => [title, unread, lines.length])).toEqual([
    ['南区の件', 1, 2],
    ['レコード', 1, 1],
    ['書出し', 1, 1],
  ]);
  expect(groups[0]!.lines[0]!.text).toBe('久保田 蓮さんが変更しました');
});

test('each kind leads to its page', () => {
  expect(pageOf(one('a'))).toBe('/apps/visits/records/r1');
  expect(pageOf(one('a', { kind: 'export', appId: null, recordId: null, aboutId: 'e1' }))).toBe(
    '/exports/e1',
  );
  expect(pageOf(one('a', { kind: 'refused', recordId: null }))).toBe('/studio/visits/review');
  expect(pageOf(one('a', { kind: 'export', appId: null, recordId: null }))).toBeNull();
});
