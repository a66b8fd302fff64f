import { expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { gapsIn, parseState, stateOf, withAccess } from './model.ts';

const app = {
  id: 'a',
  work: {
    department: 'X',
    access: [{ who: [{ everyone: true }], may: ['view'], when: '金額 > 1' }],
    fieldAccess: [{ fields: ['金額'], read: [] }],
    views: [
      { id: 'all', title: { ja: '全部' }, kind: 'table', columns: ['金額'], who: [{ role: 'check' }] },
      { id: 'new', title: { ja: '新しい' }, kind: 'table', columns: ['金額'] },
    ],
  },
} as unknown as WorkApp;

test('what is read is what is written back', () => {
  expect(withAccess(app, stateOf(app))).toEqual(app);
});

test('a view may be opened again, and one that came meanwhile stays', () => {
  const state = stateOf(app);
  state.views = [{ id: 'all', title: '全部' }];
  const { work } = withAccess(app, state);
  expect(work.views.map((view) => view.who)).toEqual([undefined, undefined]);
});

test('gaps are told with the place of the definition', () => {
  const gaps = gapsIn({
    rules: [{ who: [], may: [], when: ' ' }],
    fieldRules: [{ fields: [], read: [{ who: [] }] }, { fields: ['金額'] }],
    views: [{ id: 'all', title: '', who: [] }],
  });
  expect(gaps.map((one) => one.path)).toEqual([
    'work.access[0].who',
    'work.access[0].when',
    'work.access[0].may',
    'work.fieldAccess[0].fields',
    'work.fieldAccess[0].read[0].who',
    'work.fieldAccess[1].fields',
    'work.views[0].who',
  ]);
  expect(gapsIn(stateOf(app))).toEqual([]);
});

test('what was not posted by the page is nothing', () => {
  for (const text of ['', 'null', '1', '{"rules":1}', '{"rules":[],"fieldRules":[]}'])
    expect(parseState(text)).toBeNull();
});
