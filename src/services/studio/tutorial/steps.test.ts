import { expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { currentStep, type Practice, tutorialSteps } from './steps.ts';

const field = (id: number, type: string, options: object = {}) =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目${id}` }, options }) as unknown as App['fields'][number];
const practice = (more: Partial<Practice> = {}): Practice => ({
  appId: 'app-1',
  fields: [field(1, 'text')],
  wrong: new Set(),
  published: false,
  records: 0,
  views: 0,
  ...more,
});
const at = (one: Practice | null) => currentStep(tutorialSteps(one))?.id ?? 'over';
const enough = [
  field(1, 'text'),
  field(2, 'choice'),
  field(3, 'date'),
  field(4, 'formula', { formula: 'A' }),
];

test('each step is over when the real app says so, and not before', () => {
  expect(at(null)).toBe('create');
  expect(at(practice())).toBe('fields');
  expect(at(practice({ fields: enough.slice(0, 3) }))).toBe('fields');
  expect(at(practice({ fields: [...enough.slice(0, 3), field(5, 'text')] }))).toBe('formula');
  expect(at(practice({ fields: enough, wrong: new Set([4]) }))).toBe('formula');
  expect(at(practice({ fields: enough }))).toBe('publish');
  const published = practice({ fields: enough, published: true });
  expect(at(published)).toBe('record');
  expect(at({ ...published, records: 1 })).toBe('view');
  expect(at({ ...published, records: 1, views: 1 })).toBe('over');
});

test('nobody is led to a screen that is not there yet', () => {
  expect(tutorialSteps(null).every((step) => step.to.startsWith('/studio/new?title='))).toBe(true);
  expect(tutorialSteps(practice()).some((step) => step.to.startsWith('/apps/'))).toBe(false);
});
