import { describe, expect, it } from 'vitest';
import type { Answers, DefinedField, Json } from '#core/fields';
import fc from '../../../scripts/test/properties.ts';
import { createFormState, evaluateForm, evaluationOf, prepareForm, submittedAnswers } from './index.ts';
import { app, context, field, formula, runs } from './testing.server.ts';

const children = [
  field(11, '金額', 'money', { required: true }),
  field(12, '割引', 'yes-no'),
  formula(13, '小計', 'IF(割引, 金額 / 2, 金額)'),
  field(14, '理由', 'text', { visible: '割引', required: 'COUNT(明細) > 1' }),
  field(15, '備考', 'text', { visible: '詳しく' }),
];
const fields: DefinedField[] = [
  field(1, '種別', 'choice', { required: true }),
  field(2, '詳しく', 'yes-no', { visible: '種別 = "a"' }),
  field(3, '名前', 'text', { visible: '詳しく', required: '合計 >= 100' }),
  field(10, '明細', 'lines', { fields: children, options: { max: 5 } }),
  formula(20, '合計', 'SUM(明細.小計)'),
  formula(21, '件数', 'COUNTIF(明細, 金額 >= 100)'),
  field(30, '後', 'number', {
    visible: '名前 <> ""',
    checks: [{ rule: '後 >= 件数', message: { ja: '少なすぎます。' } }],
  }),
];
const form = prepareForm(
  app(fields, { one: ['種別', '詳しく', '名前'], two: ['明細', '合計'], three: ['後'] }, {}),
);
const line = (key: string, values: Answers) => ({ key, values });

describe('evaluateForm', () => {
  it('compiles', () => expect(form.problems).toEqual([]));

  it('shows and asks by the answers; hidden fields are empty for formulas but kept', () => {
    const answers: Answers = { '1': 'b', '2': true, '3': 'x' };
    const evaluation = evaluateForm(form, answers, context);
    expect([...evaluation.visibleFields]).not.toContain('f2');
    // 詳しく was answered yes, but does not show: 名前 does not either.
    expect([...evaluation.visibleFields]).not.toContain('f3');
    expect(submittedAnswers(form, answers, context)).toEqual({ '1': 'b', '20': '0', '21': '0' });
    expect([...evaluateForm(form, { ...answers, '1': 'a' }, context).visibleFields]).toContain('f3');
  });

  it('calculates over lines, line fields first', () => {
    const answers: Answers = {
      '1': 'a',
      '10': [line('k1', { '11': '100', '12': true }), line('k2', { '11': '60' })] as unknown as Json,
    };
    const { calculated, visibleFields, required } = evaluateForm(form, answers, context);
    expect(calculated).toMatchObject({ 'f10[k1].f13': '50', 'f10[k2].f13': '60', f20: '110', f21: '1' });
    expect(visibleFields.has('f10[k1].f14')).toBe(true);
    expect(visibleFields.has('f10[k2].f14')).toBe(false);
    expect(required.has('f10[k1].f14')).toBe(true);
  });

  it('knows the member of staff who fills in; residents are nobody there', () => {
    const asked = prepareForm(
      app([field(1, '担当', 'text'), field(2, 'メモ', 'text', { visible: '担当 = ME()' })], {}, {}),
    );
    const seen = (actor?: string) => [
      ...evaluateForm(
        asked,
        { '1': 'u1' },
        {
          ...context,
          actor:
            actor === undefined ? undefined : { staff: actor, department: null, departments: [], groups: [] },
        },
      ).visibleFields,
    ];
    expect(seen('u1')).toContain('f2');
    expect(seen('u2')).not.toContain('f2');
    expect(seen()).not.toContain('f2');
  });

  it('names what is missing or does not hold by its control', () => {
    const answers: Answers = {
      '1': 'a',
      '2': true,
      '3': 'x',
      '10': [line('k1', { '12': false })] as unknown as Json,
      '30': '-1',
    };
    const { issues } = evaluateForm(form, answers, context);
    expect(issues).toEqual([
      { path: 'f10[k1].f11', message: '「金額」を入力してください。' },
      { path: 'f30', message: '少なすぎます。' },
    ]);
  });

  it('hides a page with its fields', () => {
    const paged = app(fields.slice(0, 2), { one: ['種別'], two: ['詳しく'] });
    const second = paged.form.pages[1];
    if (second !== undefined) second.visible = '種別 <> "c"';
    const ready = prepareForm(paged);
    expect(evaluateForm(ready, { '1': 'a' }, context).visiblePages).toEqual(['one', 'two']);
    expect(evaluateForm(ready, { '1': 'c' }, context).visiblePages).toEqual(['one']);
  });
});

const value: Record<string, fc.Arbitrary<Json>> = {
  '1': fc.constantFrom(null, 'a', 'b'),
  '2': fc.constantFrom(null, true, false),
  '3': fc.constantFrom(null, 'x'),
  '30': fc.constantFrom(null, '0', '5'),
  '10': fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3')).chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc
          .record({
            '11': fc.constantFrom(null, '50', '100', '200'),
            '12': fc.constantFrom(null, true, false),
          })
          .map((values) => line(key, values)),
      ),
    ),
  ) as unknown as fc.Arbitrary<Json>,
};

describe('createFormState', () => {
  it('agrees with evaluating anew after any changes, and names all that changed', () => {
    const change = fc
      .constantFrom(...Object.keys(value))
      .chain((id) => (value[id] as fc.Arbitrary<Json>).map((to) => [id, to] as const));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const state = createFormState(form, {}, context);
        let before = evaluationOf(state, context);
        for (const [id, to] of changes) {
          const changed = state.set(id, to);
          const fresh = evaluateForm(form, state.answers, context);
          const now = evaluationOf(state, context);
          expect({
            ...now,
            visibleFields: [...now.visibleFields].sort(),
            required: [...now.required].sort(),
          }).toEqual({
            ...fresh,
            visibleFields: [...fresh.visibleFields].sort(),
            required: [...fresh.required].sort(),
          });
          for (const name of new Set([...before.visibleFields, ...now.visibleFields])) {
            const differs =
              before.visibleFields.has(name) !== now.visibleFields.has(name) ||
              before.required.has(name) !== now.required.has(name) ||
              before.calculated[name] !== now.calculated[name];
            if (differs) expect(changed).toContain(name);
          }
          before = now;
        }
      }),
      runs,
    );
  });

  it('works out only what a change reaches', () => {
    const state = createFormState(form, { '1': 'b' }, context);
    expect([...state.set('1', 'c')]).toEqual([]);
    expect([...state.set('1', 'a')]).toEqual(['f2']);
  });
});
