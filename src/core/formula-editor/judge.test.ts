import { describe, expect, it } from 'vitest';
import { completeField, type DefinedField } from '#core/fields';
import { recordScope } from '#core/forms';
import { judge } from './judge.ts';

const defined = (id: number, code: string, type: DefinedField['type'], options = {}): DefinedField => ({
  id,
  code,
  type,
  label: { ja: code },
  options,
});
const fields = [
  defined(1, '単価', 'money'),
  defined(2, '数量', 'number'),
  defined(3, '受付日', 'date'),
  { ...defined(4, '明細', 'lines'), fields: [defined(1, '金額', 'money')] },
].map(completeField);
const scope = recordScope(fields);
const at = { today: '2026-11-21', now: '2026-11-21T10:00:00' };
const answers = {
  1: '1200',
  2: '3',
  3: '2026-04-01',
  4: [
    { key: 'a', values: { 1: '500' } },
    { key: 'b', values: { 1: '700' } },
  ],
};
const look = (text: string, wanted?: 'boolean') =>
  judge(text, { scope, fields, wanted, row: { answers, at } });

describe('what a formula is and gives', () => {
  it.each([
    ['単価 * 数量', '数', '3,600'],
    ['SUM(明細.金額)', '数', '1,200'],
    ['単価 > 1000', '真偽（はい・いいえ）', 'はい'],
    ['受付日', '日付', '令和8年4月1日'],
    ['明細.金額', '数の一覧', '500、700'],
    ['明細', '明細などの一覧', '2件'],
    ['""', '空', '（空）'],
  ])('%s', (text, type, result) => {
    expect(look(text)).toEqual({ issues: [], type, result });
  });

  it('says in Japanese what is wrong, and where', () => {
    const text = '単価 * 数里';
    const [issue] = look(text).issues;
    expect(text.slice(issue!.from, issue!.to)).toBe('数里');
    expect(issue!.message).toContain('数量');
  });

  it('where a condition is needed anything else is refused with an example', () => {
    expect(look('単価 + 1', 'boolean').issues[0]?.message).toContain('いまは「数」');
    expect(look('単価 > 1', 'boolean').issues).toEqual([]);
  });

  it('an empty box is nothing to complain of', () => {
    expect(look('  ')).toEqual({ issues: [] });
  });
});
