import { expect, test } from 'vitest';
import { timeline } from './timeline.ts';

const at = new Date('2026-11-21T05:00:00Z');
const event = (kind: string) => ({ kind, at, detail: {} });

test('after arrival the check and the result are to come', () => {
  expect(timeline([event('arrived')], 'arrived').map((one) => [one.kind, one.state])).toEqual([
    ['arrived', 'current'],
    ['underReview', 'coming'],
    ['result', 'coming'],
  ]);
});

test('what is not a state of the case does not become a step; the end is the end', () => {
  const events = ['arrived', 'underReview', 'underReview', 'documentIssued', 'issued', 'documentOpened'].map(
    event,
  );
  expect(timeline(events, 'issued').map((one) => [one.kind, one.state])).toEqual([
    ['arrived', 'done'],
    ['underReview', 'done'],
    ['issued', 'current'],
  ]);
});
