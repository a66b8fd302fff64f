/** The plan: days, papers, versions. */
import { describe, expect, test } from 'vitest';
import { cityClosedDays, tokyoDate } from '#kernel/dates';
import { changesAhead } from './changes.ts';
import { born, evidence, facts, graph, movingIn, procedures } from './fixture.testing.ts';
import type { Known } from './model.ts';
import { planOf } from './plan.ts';
import { prepareGraph } from './prepare.ts';
import { ruled } from './random-graph.testing.ts';
import { openTalk } from './talk.ts';

const plan = (known: Known) => planOf(openTalk(graph, known), { closed: cityClosedDays() });
const step = (known: Known, id: string) => plan(known).steps.find((one) => one.procedure === id);

describe('days', () => {
  test('the first day does not count for moving in, and a closed last day is put off', () => {
    // 2026-11-08 + 14 is a Sunday, and the day after it is a holiday.
    expect(step(movingIn({ date: '2026-11-08' }), 'move-in')).toMatchObject({
      earliest: '2026-11-08',
      due: '2026-11-24',
      moved: true,
    });
    expect(step(movingIn({ date: '2026-11-09' }), 'move-in')).toMatchObject({
      due: '2026-11-24',
      moved: true,
    });
    expect(step(movingIn({ date: '2026-11-11' }), 'move-in')).toMatchObject({
      due: '2026-11-25',
      moved: false,
    });
  });

  test('the first day counts for a death', () => {
    expect(step(movingIn({ event: 'death', date: '2026-11-19' }), 'death')).toMatchObject({
      due: '2026-11-25',
      phase: 'within',
    });
  });

  test('without the day of the event the last day stays open', () => {
    expect(step(movingIn(), 'move-in')).toMatchObject({ open: true, phase: 'later' });
  });

  test('before, today, within 14 days, later', () => {
    expect(step(movingIn({ event: 'moveOut', date: '2026-12-01' }), 'move-out')?.phase).toBe('before');
    expect(step(movingIn({ date: '2026-11-06' }), 'move-in')?.phase).toBe('today');
    expect(step(movingIn({ date: '2026-11-19' }), 'move-in')?.phase).toBe('within');
    expect(step(movingIn({ date: '2026-12-19' }), 'move-in')?.phase).toBe('within');
    expect(step(movingIn({ household: { dog: true } }), 'dog')?.phase).toBe('later');
  });
});

test('documents are listed once with everything that wants them, steps come after what they follow, fees add up', () => {
  const known = movingIn({
    date: '2026-11-19',
    members: [born('1990-01-01'), born('2025-01-01'), born('2024-06-01')],
  });
  const { documents, steps, minutes } = plan(known);
  expect(documents.map((one) => [one.id, one.procedures])).toEqual([
    ['identity-document', ['move-in', 'child-medical']],
    ['certificate', ['move-in']],
  ]);
  expect(steps.filter((one) => one.outcome === true).map((one) => one.procedure)).toEqual([
    'move-in',
    'child-medical',
  ]);
  expect(steps.find((one) => one.procedure === 'child-medical')).toMatchObject({
    yen: '200',
    after: ['move-in'],
  });
  expect(minutes).toBe(40);
});

describe('versions (acceptance 7)', () => {
  const next = (asOf: 'event' | 'submission') => [
    ruled('dog', 'AND(出来事 = "moveIn", 犬)', { asOf, feeRule: { yen: '300', per: 'household' } }),
    ruled('dog', 'AND(出来事 = "moveIn", 犬, NOT(自動車))', {
      asOf,
      effectiveFrom: '2027-04-01',
      feeRule: { yen: '500', per: 'household' },
    }),
  ];
  const at = (asOf: 'event' | 'submission', instant: string, date = '2027-03-20', car = false) => {
    const changed = prepareGraph(
      facts,
      [...procedures.filter((one) => one.id !== 'dog'), ...next(asOf)],
      evidence,
    ).graph;
    const known = movingIn({
      today: tokyoDate(new Date(instant)),
      date,
      household: { dog: true, car },
      members: [born('1990-01-01')],
    });
    return {
      graph: changed,
      known,
      step: planOf(openTalk(changed, known)).steps.find((one) => one.procedure === 'dog'),
    };
  };

  test('old results until 31 March 23:59, new ones from 1 April 00:00 in Tokyo', () => {
    expect(at('submission', '2027-03-31T14:59:59Z').step).toMatchObject({
      yen: '300',
      version: '2020-04-01',
    });
    expect(at('submission', '2027-03-31T15:00:00Z').step).toMatchObject({
      yen: '500',
      version: '2027-04-01',
    });
    expect(at('submission', '2027-03-31T14:59:59Z', '2027-03-20', true).step?.outcome).toBe(true);
    expect(at('submission', '2027-03-31T15:00:00Z', '2027-03-20', true).step).toBeUndefined();
  });

  test('as of the event, the day of the event decides, whenever somebody applies', () => {
    expect(at('event', '2027-04-10T00:00:00Z', '2027-03-31').step?.yen).toBe('300');
    expect(at('event', '2027-03-10T00:00:00Z', '2027-04-01').step?.yen).toBe('500');
  });

  test('a plan made in March says what changes', () => {
    const until = '2028-03-31';
    const march = at('submission', '2027-03-10T00:00:00Z');
    expect(changesAhead(march.graph, march.known, { until })).toEqual([
      { procedure: 'dog', event: 'e1', from: '2027-04-01', what: ['fee'] },
    ]);
    const gone = at('submission', '2027-03-10T00:00:00Z', '2027-03-20', true);
    expect(changesAhead(gone.graph, gone.known, { until })).toEqual([
      { procedure: 'dog', event: 'e1', from: '2027-04-01', what: ['ends'] },
    ]);
    const held = at('event', '2027-03-10T00:00:00Z');
    expect(changesAhead(held.graph, held.known, { until })).toEqual([]);
  });
});
