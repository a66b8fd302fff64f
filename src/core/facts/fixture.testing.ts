/** A small city: facts, rules and a family for the tests of this room. */
import type { Evidence, Fact, FactAnswers, Known, RuledProcedure } from './model.ts';
import { prepareGraph } from './prepare.ts';
import { commonFacts, fact, ruled } from './random-graph.testing.ts';

export const facts: Fact[] = [
  ...commonFacts,
  fact({ id: 'car', code: '自動車', scope: 'household', type: 'yesNo', group: 'home', usual: { yes: 0.5 } }),
  fact({ id: 'dog', code: '犬', scope: 'household', type: 'yesNo', group: 'home', usual: { yes: 0.1 } }),
  fact({
    id: 'pension',
    code: '年金受給',
    scope: 'person',
    type: 'yesNo',
    group: 'work',
    usual: { yes: 0.3 },
    askIf: '年齢 >= 60',
  }),
  fact({
    id: 'small-child',
    code: '乳幼児',
    scope: 'household',
    type: 'yesNo',
    derived: 'ANY(世帯員, 年齢 < 3)',
  }),
];

export const evidence: Evidence[] = [
  { kind: 'evidence', id: 'identity-document', title: { ja: '本人確認書類' } },
  { kind: 'evidence', id: 'certificate', title: { ja: '転出証明書' } },
];

export const procedures: RuledProcedure[] = [
  ruled('move-in', '出来事 = "moveIn"', {
    asOf: 'event',
    minutes: 30,
    deadlineRule: { from: '異動日', earliest: '異動日', days: 14, countsFirstDay: false, rollsOver: 'next' },
    documentRules: [
      { document: 'identity-document', per: 'household' },
      { document: 'certificate', per: 'household' },
    ],
    feeRule: { yen: '0', per: 'household' },
  }),
  ruled('child-medical', 'AND(出来事 = "moveIn", 乳幼児)', {
    follows: ['move-in'],
    minutes: 10,
    documentRules: [{ document: 'identity-document', per: 'household' }],
    feeRule: { yen: '100 * COUNTIF(世帯員, 年齢 < 3)', per: 'household' },
  }),
  ruled('elderly-insurance', 'AND(出来事 = "moveIn", 年齢 >= 75)', { per: 'person' }),
  ruled('pension-address', 'AND(出来事 = "moveIn", 年金受給)', { per: 'person' }),
  ruled('dog', 'AND(OR(出来事 = "moveIn", 出来事 = "moveOut"), 犬)'),
  ruled('death', '出来事 = "death"', {
    asOf: 'event',
    deadlineRule: { from: '異動日', days: 7, countsFirstDay: true, rollsOver: 'none' },
  }),
  ruled('move-out', '出来事 = "moveOut"', {
    deadlineRule: { until: '異動日', countsFirstDay: false, rollsOver: 'none' },
  }),
];

export const graph = prepareGraph(facts, procedures, evidence).graph;

export const born = (day: string, more: FactAnswers = {}): FactAnswers => ({
  relationship: 'その他',
  'birth-date': day,
  ...more,
});

/** Moving in with what is given; nothing else is known. */
export function movingIn(
  given: {
    date?: string;
    household?: FactAnswers;
    members?: readonly FactAnswers[];
    today?: string;
    event?: string;
  } = {},
): Known {
  const answers: FactAnswers = {
    event: given.event ?? 'moveIn',
    ...(given.date === undefined ? {} : { 'event-date': given.date }),
  };
  return {
    today: given.today ?? '2026-11-20',
    events: [{ key: 'e1', answers }],
    household: given.household ?? {},
    members:
      given.members === undefined
        ? null
        : { list: given.members.map((each, at) => ({ key: `m${at + 1}`, answers: each })), complete: true },
  };
}
