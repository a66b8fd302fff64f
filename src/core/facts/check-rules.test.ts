/** What a machine says about rules. */
import { describe, expect, test } from 'vitest';
import { boundaryCases } from './boundaries.ts';
import { checkRules } from './check-rules.ts';
import { evidence, facts, procedures } from './fixture.testing.ts';
import type { Fact, RuledProcedure } from './model.ts';
import { runPersonas } from './personas.ts';
import { prepareGraph } from './prepare.ts';
import { fact, ruled } from './random-graph.testing.ts';

const check = (more: { facts?: Fact[]; procedures?: RuledProcedure[] }) =>
  checkRules([...facts, ...(more.facts ?? [])], [...procedures, ...(more.procedures ?? [])], evidence).map(
    (one) => `${one.level} ${one.of} ${one.id} ${one.path}`,
  );
const clean = check({});

const only = (more: { facts?: Fact[]; procedures?: RuledProcedure[] }) =>
  check(more).filter((one) => !clean.includes(one));

test('sound rules have nothing but a fact that no rule uses', () => {
  expect(clean).toEqual(['warning fact car id']);
});

describe('finds', () => {
  test('a rule that can never apply', () => {
    expect(
      only({ procedures: [ruled('x', 'AND(出来事 = "moveIn", 年齢 < 3, 年齢 >= 6)', { per: 'person' })] }),
    ).toEqual(['error procedure x rule.applies']);
    expect(only({ procedures: [ruled('x', 'AND(出来事 = "moveIn", 出来事 = "death")')] })).toEqual([
      'error procedure x rule.applies',
    ]);
  });

  test('a rule that always applies', () => {
    expect(only({ procedures: [ruled('x', 'OR(犬, NOT(犬))')] })).toEqual(['error procedure x rule.applies']);
  });

  test('names that do not exist, formulas that give no condition', () => {
    expect(
      only({ procedures: [ruled('x', 'AND(出来事 = "moveIn", 猫)'), ruled('y', '年齢', { per: 'person' })] }),
    ).toEqual(['error procedure x rule.applies', 'error procedure y rule.applies']);
  });

  test('questions nobody can answer: no text, a circle, a condition that is never true', () => {
    const base = { scope: 'household', type: 'yesNo' } as const;
    const { question: _, ...mute } = fact({ ...base, id: 'mute', code: '無言' });
    const uses = [ruled('x', 'AND(出来事 = "moveIn", 無言, 甲, 決して)')];
    expect(
      only({
        facts: [
          mute as Fact,
          fact({ ...base, id: 'a', code: '甲', askIf: '乙' }),
          fact({ ...base, id: 'b', code: '乙', askIf: '甲' }),
          fact({ ...base, id: 'never', code: '決して', askIf: 'FALSE' }),
        ],
        procedures: uses,
      }),
    ).toEqual(
      expect.arrayContaining(['error fact mute question', 'error fact a derived', 'error fact never askIf']),
    );
  });

  test('procedures that exclude each other and apply together', () => {
    const pair = (second: string) => [
      ruled('x', 'AND(出来事 = "moveIn", 年齢 >= 75)', { per: 'person', excludes: ['y'] }),
      ruled('y', `AND(出来事 = "moveIn", 年齢 ${second})`, { per: 'person' }),
    ];
    expect(only({ procedures: pair('< 75') })).toEqual([]);
    expect(only({ procedures: pair('>= 70') })).toEqual(['error procedure x excludes[0]']);
  });

  test('evidence and procedures that are not there, a sentence that is too long', () => {
    const lost = ruled('x', 'AND(出来事 = "moveIn", 犬)', {
      follows: ['nowhere'],
      documentRules: [{ document: 'no-paper', per: 'household' }],
    });
    const long = fact({
      id: 'long',
      code: '長い',
      scope: 'household',
      type: 'yesNo',
      question: { ja: `${'とても'.repeat(16)}長いですか。` },
    });
    expect(only({ procedures: [lost, ruled('y', 'AND(出来事 = "moveIn", 長い)')], facts: [long] })).toEqual([
      'warning fact long question',
      'error procedure x follows[0]',
      'error procedure x documentRules[0].document',
    ]);
  });
});

test('lists the very day on which a rule turns', () => {
  const { graph } = prepareGraph(facts, procedures, evidence);
  const version = graph.procedures.get('elderly-insurance')![0]!;
  const [found] = boundaryCases(graph, version);
  expect(found).toMatchObject({
    fact: 'birth-date',
    before: '1945-04-01',
    after: '1945-04-02',
    outcomes: [true, false],
  });
});

describe('personas', () => {
  const { graph } = prepareGraph(facts, procedures, evidence);
  const family = {
    name: '子のいる家族',
    events: [{ 出来事: 'moveIn', 異動日: '2026-11-19' }],
    members: [{ 生年月日: '1990-01-01' }, { 生年月日: '2025-01-01' }],
    rest: 'no',
    applies: ['child-medical', 'move-in'],
    perhaps: [],
    not: ['dog'],
    deadlines: { 'move-in': '2026-12-03' },
  };
  const run = (persona: object) =>
    runPersonas(graph, { today: '2026-11-20', personas: [persona] }).map((one) => one.path);

  test('that come out as written say nothing', () => {
    expect(run(family)).toEqual([]);
  });

  test('that come out otherwise say where', () => {
    expect(run({ ...family, applies: ['move-in'] })).toEqual(['personas[0].applies']);
    expect(run({ ...family, not: ['move-in'] })).toEqual(['personas[0].not']);
    expect(run({ ...family, deadlines: { 'move-in': '2026-12-04' } })).toEqual(['personas[0].deadlines']);
    expect(run({ ...family, household: { 猫: true } })).toEqual(['personas[0].household']);
    expect(run({ ...family, rest: undefined })).toContain(
      'personas[0].applies'.replace('applies', 'perhaps'),
    );
  });
});
