import { describe, expect, it } from 'vitest';
import { checkAppFormulas } from './index.ts';
import { app, field, formula } from './testing.server.ts';

const problems = (...given: Parameters<typeof app>) =>
  checkAppFormulas(app(...given)).map(({ path, message }) => `${path} ${message}`);

describe('checkAppFormulas', () => {
  it('is silent about a sound app', () => {
    const fields = [
      field(1, '年齢', 'number', { required: true }),
      field(2, '同意', 'yes-no', { visible: '年齢 >= 18' }),
      formula(3, '倍', '年齢 * 2'),
    ];
    expect(problems(fields, { one: ['年齢', '同意'] }, { applicant: { name: '年齢' } })).toEqual([]);
  });
  it('names unknown codes and offers near ones, with a remedy', () => {
    const [first] = checkAppFormulas(
      app([field(1, '年齢', 'number'), field(2, 'b', 'text', { visible: '年令 >= 18' })], {
        one: ['年齢', 'b'],
      }),
    );
    expect(first).toMatchObject({
      path: 'fields[1].visible',
      message: expect.stringContaining('「年齢」のことですか'),
      remedy: expect.stringContaining('年令'),
    });
  });
  it('refuses conditions that are no conditions and types that do not fit', () => {
    expect(problems([field(1, 'a', 'number', { visible: '1 + 1' })], { one: ['a'] })[0]).toContain('真か偽');
    expect(
      problems([field(1, 'a', 'number', { checks: [{ rule: 'a = "x"', message: { ja: 'm' } }] })], {
        one: ['a'],
      })[0],
    ).toContain('fields[0].checks[0].rule');
  });
  it('infers calculated fields in any order, also through lines', () => {
    const fields = [
      formula(1, '全部', 'SUM(明細.小計) + 足す'),
      formula(2, '足す', '1'),
      field(3, '明細', 'lines', { fields: [formula(5, '小計', '額 * 足す'), field(4, '額', 'money')] }),
    ];
    expect(problems(fields, { one: ['明細'] })).toEqual([]);
  });
  it('finds circles of conditions and of calculations', () => {
    expect(
      problems([formula(1, 'a', 'b + 1'), formula(2, 'b', 'a + 1')], { one: ['a', 'b'] }).join(),
    ).toContain('循環');
    const seen = [
      field(1, 'a', 'text', { visible: 'b = "x"' }),
      field(2, 'b', 'text', { visible: 'a = "x"' }),
    ];
    expect(problems(seen, { one: ['a', 'b'] }).join()).toContain('循環');
    expect(
      problems([field(1, 'a', 'number', { checks: [{ rule: 'a > 1', message: { ja: 'm' } }] })], {
        one: ['a'],
      }),
    ).toEqual([]);
  });
  it('keeps sealed fields out of formulas, and individual numbers to a legal basis', () => {
    const fields = [field(1, '番号', 'individual-number'), field(2, 'b', 'text', { visible: '番号 <> ""' })];
    expect(problems(fields, { one: ['番号', 'b'] }).join()).toMatch(/厳重に守られた項目.*番号法の根拠/s);
    expect(problems([fields[0]!], { one: ['番号'] }, { individualNumberBasis: '番号法9条1項' })).toEqual([]);
  });
  it('finds fields named twice, placed twice or nowhere, and unknown names elsewhere', () => {
    const fields = [field(1, 'a', 'text'), field(1, 'a', 'text'), field(3, 'c', 'text', { required: true })];
    const found = problems(
      fields,
      { one: ['a', 'a', 'x'] },
      { applicant: { name: 'y' }, summary: ['z'] },
    ).join('\n');
    for (const part of [
      '番号 1 は fields[0] と重なって',
      '「a」という項目が二つ',
      '「c」はどのページにもない',
      '「x」という項目',
      'applicant.name 「y」',
      'summary[0] 「z」',
      'にもあります',
    ])
      expect(found).toContain(part);
  });
});
