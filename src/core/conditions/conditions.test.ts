/** Conditions, formulas and what they give for a record say the same. */

import { describe, expect, it } from 'vitest';
import { fieldTypes } from '#core/fields';
import { envOf, evaluate, readFormula } from '#kernel/formula';
import fc from '../../../scripts/test/properties.ts';
import { allFields, conditionable, conditionOf, scope, testOf } from './fixture.testing.ts';
import { describeCondition, fromFormula, missingIn, operatorsFor, toFormula } from './index.ts';

const seed = 20261121;
const neverAsked = ['related', 'bank-account', 'individual-number'];

describe('every type of field', () => {
  it.each(fieldTypes)('%s: whatever can be asked is a formula the checker takes', (type) => {
    const of = allFields.filter((one) => one.type === type).map((one) => one.code);
    const fields = conditionable.filter((one) => of.includes(one.code));
    expect(fields.length > 0).toBe(!neverAsked.includes(type));
    for (const field of fields)
      fc.assert(
        fc.property(testOf(field), (test) => {
          const { expr, type: gives, issues } = readFormula(toFormula(test, conditionable), scope);
          expect(issues.filter((one) => one.severity === 'error')).toEqual([]);
          expect(expr).toBeDefined();
          expect(gives?.kind).toBe('boolean');
        }),
        { seed, numRuns: 40 },
      );
  });

  it('each operator of each kind comes back from its formula', () => {
    for (const field of conditionable)
      for (const [op] of operatorsFor(field.kind))
        fc.assert(
          fc.property(
            testOf(field).filter((test) => 'op' in test && test.op === op),
            (test) => {
              const text = toFormula(test, conditionable);
              const back = fromFormula(text, conditionable);
              expect(back, text).not.toBeNull();
              expect(toFormula(back!, conditionable)).toBe(text);
            },
          ),
          { seed, numRuns: 5 },
        );
  });
});

describe('conditions within conditions', () => {
  it('come back as the same formula, and nothing in them is missing', () => {
    fc.assert(
      fc.property(conditionOf(conditionable), (condition) => {
        expect(missingIn(condition, conditionable)).toEqual([]);
        const text = toFormula(condition, conditionable);
        fc.pre(text.length <= 4000);
        const back = fromFormula(text, conditionable);
        expect(back, text).not.toBeNull();
        expect(toFormula(back!, conditionable)).toBe(text);
        expect(describeCondition(back!, conditionable)).not.toBe('');
      }),
      { seed, numRuns: 400 },
    );
  });

  it('written by hand are understood, and what is more than conditions is left to the editor', () => {
    const [text] = conditionable.filter((one) => one.kind === 'text');
    const [number] = conditionable.filter((one) => one.kind === 'number');
    const [t, n] = [`[${text!.code}]`, `[${number!.code}]`];
    expect(fromFormula(`＝and(${n} ≧ 65、 ${t} ＝ ”門司区”)`, conditionable)).toEqual({
      join: 'all',
      items: [
        { field: number!.code, op: 'atLeast', values: ['65'] },
        { field: text!.code, op: 'equals', values: ['門司区'] },
      ],
    });
    for (const other of [
      `${n} * 2 > 5`,
      `NOT(AND(${n} > 1, ${n} < 9))`,
      `IF(${n} > 1, TRUE, FALSE)`,
      'TRUE',
      '[無い] = 1',
      `${n} >`,
    ])
      expect(fromFormula(other, conditionable), other).toBeNull();
  });

  it('with something left open say so, and say nothing themselves', () => {
    const [text] = conditionable.filter((one) => one.kind === 'text');
    const [lines] = conditionable.filter((one) => one.kind === 'lines');
    const open = {
      join: 'all' as const,
      items: [
        { field: text!.code, op: 'contains' as const, values: [''] },
        { field: lines!.code, op: 'anyLine' as const, values: [] },
        { field: 'なくなった', op: 'contains' as const, values: ['a'] },
      ],
    };
    expect(toFormula(open, conditionable)).toBe('');
    expect(missingIn(open, conditionable).map((one) => one.path)).toEqual(['/0', '/1', '/2']);
  });
});

describe('what is asked holds for the records it should', () => {
  const today = '2026-11-21';
  const actor = { staff: 'me', department: '0301', departments: ['0301', '030101'], groups: ['g1'] };
  const byKind = (kind: string) => conditionable.find((one) => one.kind === kind)!;
  const answer = (kind: string, op: string, values: string[], value: unknown): unknown => {
    const field = byKind(kind);
    const text = toFormula({ field: field.code, op: op as never, values }, conditionable);
    const id = allFields.find((one) => one.code === field.code)!.id;
    const { expr } = readFormula(text, scope);
    return evaluate(expr!, envOf({ [id]: value } as never, { today, now: `${today}T09:00:00`, actor }));
  };

  // Saturday 2026-11-21; the week begins on Monday the 16th.
  it.each<[op: string, values: string[], yes: string[], no: string[]]>([
    ['today', [], ['2026-11-21'], ['2026-11-20', '2026-11-22']],
    ['yesterday', [], ['2026-11-20'], ['2026-11-21']],
    ['tomorrow', [], ['2026-11-22'], ['2026-11-21']],
    ['thisWeek', [], ['2026-11-16', '2026-11-22'], ['2026-11-15', '2026-11-23']],
    ['lastWeek', [], ['2026-11-09', '2026-11-15'], ['2026-11-08', '2026-11-16']],
    ['nextWeek', [], ['2026-11-23', '2026-11-29'], ['2026-11-22', '2026-11-30']],
    ['thisMonth', [], ['2026-11-01', '2026-11-30'], ['2026-10-31', '2025-11-21']],
    ['lastMonth', [], ['2026-10-01', '2026-10-31'], ['2026-09-30', '2026-11-01']],
    ['nextMonth', [], ['2026-12-01', '2026-12-31'], ['2027-01-01', '2026-11-30']],
    ['thisFiscalYear', [], ['2026-04-01', '2027-03-31'], ['2026-03-31', '2027-04-01']],
    ['lastFiscalYear', [], ['2025-04-01', '2026-03-31'], ['2026-04-01', '2025-03-31']],
    ['nextFiscalYear', [], ['2027-04-01'], ['2027-03-31']],
    ['thisYear', [], ['2026-01-01', '2026-12-31'], ['2025-12-31', '2027-01-01']],
    ['lastYear', [], ['2025-06-01'], ['2026-01-01']],
    ['pastDays', ['7'], ['2026-11-21', '2026-11-15'], ['2026-11-14', '2026-11-22']],
    ['withinDays', ['7'], ['2026-11-21', '2026-11-28'], ['2026-11-20', '2026-11-29']],
    ['beforeDays', ['30'], ['2026-10-21'], ['2026-10-22']],
    ['past', [], ['2026-11-20'], ['2026-11-21']],
    ['future', [], ['2026-11-22'], ['2026-11-21']],
    ['betweenDays', ['2026-11-01', '2026-11-03'], ['2026-11-01', '2026-11-03'], ['2026-10-31', '2026-11-04']],
  ])('dates: %s', (op, values, yes, no) => {
    for (const day of yes) expect(answer('date', op, values, day), day).toBe(true);
    for (const day of no) expect(answer('date', op, values, day), day).toBe(false);
    expect(answer('date', op, values, null)).toBe(false);
    for (const day of yes) expect(answer('datetime', op, values, `${day}T23:59:59`), day).toBe(true);
    for (const day of no) expect(answer('datetime', op, values, `${day}T00:00:00`), day).toBe(false);
  });

  it.each<[kind: string, op: string, values: string[], yes: unknown[], no: unknown[]]>([
    ['text', 'contains', ['田'], ['山田'], ['鈴木', null]],
    ['text', 'lacks', ['田'], ['鈴木', null], ['山田']],
    ['text', 'starts', ['山'], ['山田'], ['小山']],
    ['text', 'empty', [], [null, ''], ['a']],
    ['number', 'between', ['-1.5', '3'], ['-1.5', '3', '0'], ['-1.6', '3.1', null]],
    ['number', 'differs', ['3'], ['4', null], ['3.0']],
    ['time', 'atLeast', ['09:30'], ['09:30', '17:00'], ['09:29', null]],
    ['choice', 'anyOf', ['A', 'B'], ['A', 'B'], ['門司区', null]],
    ['choice', 'noneOf', ['A'], ['B', null], ['A']],
    ['choices', 'hasAny', ['A', 'B'], [['A'], ['C', 'B']], [['C'], null]],
    ['choices', 'hasAll', ['A', 'B'], [['B', 'A']], [['A'], null]],
    ['choices', 'hasNone', ['A', 'B'], [['C'], null], [['A']]],
    ['yes-no', 'yes', [], [true], [false, null]],
    ['yes-no', 'no', [], [false], [true, null]],
    ['yes-no', 'notYes', [], [false, null], [true]],
    ['user', 'isMe', [], ['me'], ['other', null]],
    ['users', 'hasMe', [], [['other', 'me']], [['other'], null]],
    ['department', 'isMyDepartment', [], ['0301'], ['030101', null]],
    ['department', 'inMyDepartments', [], ['0301', '030101'], ['0302', null]],
    ['departments', 'hasMyDepartment', [], [['0301', '0302']], [['0302']]],
    ['group', 'inMyGroups', [], ['g1'], ['g2', null]],
    ['birth', 'ageAtLeast', ['65'], ['1961-11-21'], ['1961-11-23', null]],
    ['presence', 'filled', [], [[{ name: 'a.pdf' }]], [null]],
  ])('%s %s', (kind, op, values, yes, no) => {
    for (const value of yes)
      expect(answer(kind, op, values, kind === 'presence' ? ['a.pdf'] : value), String(value)).toBe(true);
    for (const value of no) expect(answer(kind, op, values, value), String(value)).toBe(false);
  });

  it('lines: any, none and every line', () => {
    const field = byKind('lines');
    const inner = field.fields!.find((one) => one.kind === 'number')!;
    const of = allFields.find((one) => one.code === field.code)!;
    const innerId = of.fields!.find((one) => one.code === inner.code)!.id;
    const lines = (...all: number[]) =>
      all.map((one, key) => ({ key: String(key), values: { [innerId]: String(one) } }));
    const where = {
      join: 'all' as const,
      items: [{ field: inner.code, op: 'above' as const, values: ['5'] }],
    };
    const asked = (op: 'anyLine' | 'noLine' | 'everyLine' | 'empty', value: unknown) => {
      const text = toFormula({ field: field.code, op, values: [], where }, conditionable);
      return evaluate(
        readFormula(text, scope).expr!,
        envOf({ [of.id]: value } as never, { today, now: `${today}T09:00:00` }),
      );
    };
    expect(asked('anyLine', lines(1, 9))).toBe(true);
    expect(asked('anyLine', lines(1))).toBe(false);
    expect(asked('noLine', lines(1))).toBe(true);
    expect(asked('everyLine', lines(6, 9))).toBe(true);
    expect(asked('everyLine', lines(6, 1))).toBe(false);
    expect(asked('empty', lines())).toBe(true);
    expect(asked('empty', lines(1))).toBe(false);
  });
});
