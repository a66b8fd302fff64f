import { expect, test } from 'vitest';
import type { RegisterLine } from './register-page.server.ts';
import { sortLines, totalsOf } from './sort-lines.ts';

const line = (title: string, more: Partial<RegisterLine> = {}): RegisterLine => ({
  appId: title,
  title,
  department: '',
  contact: '',
  stage: '',
  hoursSaved: null,
  hoursBasis: '',
  costAvoided: null,
  costBasis: '',
  users: 0,
  lastUse: '',
  relation: '',
  ...more,
});
const lines = [
  line('う', { hoursSaved: 0.1, stage: 'live' }),
  line('あ', { stage: 'trial' }),
  line('い', { hoursSaved: 1200.2, costAvoided: 300_000, stage: 'live' }),
  line('え', { hoursSaved: 90 }),
];

test('what is not filled in stands at the end, up and down', () => {
  const order = (descending: boolean) =>
    sortLines(lines, { key: 'hoursSaved', descending }).map((one) => one.title);
  expect(order(false)).toEqual(['う', 'え', 'い', 'あ']);
  expect(order(true)).toEqual(['い', 'え', 'う', 'あ']);
});

test('totals add tenths of hours exactly', () => {
  expect(totalsOf(lines)).toEqual({ apps: 4, live: 2, trial: 1, hours: 1290.3, cost: 300_000 });
});
