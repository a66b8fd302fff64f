import { describe, expect, it } from 'vitest';
import { compile, readFormula, rowOf, scopeOf } from '#kernel/formula';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import type { DefinedField, Json, Line } from '../model.ts';
import { printAnswer } from '../print.ts';
import { fieldSchema } from '../schema.server.ts';
import { fieldOf, runs } from '../testing.server.ts';
import { lineTotals, type Total } from './totals.ts';

const children = [
  { id: 5, code: '金額', type: 'money', label: { ja: '金額', en: 'Amount' }, options: { decimals: 2 } },
  {
    id: 6,
    code: '点',
    type: 'score-choice',
    label: { ja: '危険度' },
    options: {
      choices: [
        { value: 'a', label: { ja: 'A' }, points: 12.5 },
        { value: 'b', label: { ja: 'B' }, points: 10 },
      ],
    },
  },
  { id: 7, code: '日', type: 'date', label: { ja: '点検日' }, options: {} },
] as unknown as DefinedField[];
const lines = (...all: Record<string, Json>[]): Line[] =>
  all.map((values, index) => ({ key: `k${index + 1}`, values }));
const shown = (totals: Total[], of: Line[], language = 'ja') => {
  const field = fieldOf('lines', { totals }, { fields: children });
  return lineTotals(
    field,
    of,
    ({ values }, child) => {
      const value = values[String(child.id)] ?? null;
      return value === null ? null : contracts[child.type].toFormula(value, child);
    },
    (child, value) => printAnswer(child, value, language),
    { language },
  ).map(({ label, text }) => `${label}：${text}`);
};

describe('totals of lines', () => {
  const some = lines(
    { 5: '1000', 6: 'a', 7: '2026-04-02' },
    { 5: '500.5', 6: 'b', 7: '2026-04-01' },
    { 6: 'b' },
  );
  it('stand in the words and units of their field', () => {
    const totals: Total[] = [
      { by: 'sum', field: '金額' },
      { by: 'average', field: '金額' },
      { by: 'max', field: '点' },
      { by: 'min', field: '日' },
      { by: 'count', field: '金額' },
      { by: 'count' },
      { by: 'sum', field: '点', label: { ja: '合計点' } },
    ];
    expect(shown(totals, some)).toEqual([
      '金額の合計：1,500.5円',
      '金額の平均：750.25円',
      '危険度の最大：12.5',
      '点検日の最小：令和8年4月1日（2026年4月1日）',
      '金額の件数：2件',
      '件数：3件',
      '合計点：32.5',
    ]);
    expect(shown(totals.slice(0, 1), some, 'en')).toEqual(['Total of Amount：¥1,500.5']);
  });
  it('of nothing are zero or empty', () => {
    expect(
      shown(
        [
          { by: 'sum', field: '金額' },
          { by: 'average', field: '金額' },
        ],
        [],
      ),
    ).toEqual(['金額の合計：0円', '金額の平均：']);
  });
  it('are what formulas say of the same lines', () => {
    const item = scopeOf([{ id: '5', code: '金額', type: 'number', label: '金額' }]);
    const scope = scopeOf([{ id: '1', code: '明細', type: 'collection', label: '明細', item }]);
    const formula = (text: string) => compile(readFormula(text, scope).expr!);
    const [sum, max] = [formula('SUM(明細.金額)'), formula('MAX(明細.金額)')];
    const amount = fc.option(fc.integer({ min: -1e9, max: 1e9 }).map((cents) => String(cents / 100)));
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), (amounts) => {
        const of = lines(
          ...amounts.map((value) => (value === null ? {} : { 5: value }) as Record<string, Json>),
        );
        const row = rowOf({ '1': of as unknown as Json });
        const env = { today: '2026-11-21', now: '2026-11-21T09:00:00', ...row };
        const yen = (value: unknown) =>
          value === null ? '' : contracts.money.print(String(value), fieldOf('money'), 'ja');
        expect(
          shown(
            [
              { by: 'sum', field: '金額' },
              { by: 'max', field: '金額' },
            ],
            of,
          ),
        ).toEqual([`金額の合計：${yen(sum(env as never))}`, `金額の最大：${yen(max(env as never))}`]);
      }),
      runs,
    );
  });
  it('name a field of the lines that can be added up', () => {
    const wrong = (totals: unknown) =>
      fieldSchema.safeParse({
        id: 1,
        code: '明細',
        type: 'lines',
        label: { ja: '明細' },
        options: { totals },
        fields: children,
      }).success;
    expect(wrong([{ by: 'sum', field: '金額' }])).toBe(true);
    expect(wrong([{ by: 'sum' }])).toBe(false);
    expect(wrong([{ by: 'product', field: '金額' }])).toBe(false);
  });
});
