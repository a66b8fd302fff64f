/** A form, a record and helpers for the tests of this room. */
import { compile, envOf, evaluate, type Output, readFormula, type ScopeField, scopeOf } from './index.ts';

const field = (
  id: string,
  code: string,
  type: ScopeField['type'],
  rest: Partial<ScopeField> = {},
): ScopeField => ({
  id,
  code,
  type,
  label: code,
  ...rest,
});

export const lineFields = [
  field('101', '品名', 'text'),
  field('102', '区分', 'choice', { options: ['食費', '交通費'] }),
  field('103', '金額', 'number'),
  field('104', '数量', 'number'),
  field('105', '購入日', 'date'),
  field('106', 'タグ', 'multi'),
];
const schools = scopeOf([field('301', '学校名', 'text'), field('302', '学年', 'number')]);
export const children = [
  field('201', '名前', 'text'),
  field('202', '学年', 'number'),
  field('203', '生年月日', 'date'),
  field('204', '在籍', 'collection', { item: schools }),
];

export const fields: ScopeField[] = [
  field('1', '氏名', 'text'),
  field('2', '区', 'choice', { options: ['門司区', '小倉北区', '若松区'] }),
  field('3', '年齢', 'number'),
  field('4', '危険度', 'number'),
  field('5', '生年月日', 'date'),
  field('6', '申込日時', 'datetime'),
  field('7', '同意', 'boolean'),
  field('8', '支援', 'multi'),
  field('9', '明細', 'collection', { item: scopeOf(lineFields) }),
  field('10', '子ども', 'collection', { item: scopeOf(children) }),
  field('11', '65歳以上', 'boolean'),
  field('12', '備考（その他）', 'text'),
  field('13', '金額', 'number'),
  field('14', '空欄', 'text'),
  field('15', '空の数', 'number'),
  field('16', '個人番号', 'sealed'),
  field('17', 'TRUE', 'text'),
  field('18', '空の日', 'date'),
  field('19', '空の一覧', 'collection', { item: scopeOf(lineFields) }),
  field('20', '単価', 'number'),
];
export const scope = scopeOf(fields);

export const answers = {
  '1': '北九州 花子',
  '2': '門司区',
  '3': '66',
  '4': 120,
  '5': '1958-02-28',
  '6': '2026-11-02T00:30:00Z',
  '7': true,
  '8': ['配食', '見守り'],
  '9': [
    {
      key: 'a',
      values: { '101': '米', '102': '食費', '103': '3200', '104': '2', '105': '2026-10-01', '106': ['主食'] },
    },
    { key: 'b', values: { '101': 'バス', '102': '交通費', '103': '230.5', '104': '', '105': '2026-09-15' } },
    { key: 'c', values: { '101': '', '102': '食費', '103': null, '104': '1', '106': ['副食', '主食'] } },
  ],
  '10': [
    { '201': '一郎', '202': '3', '203': '2017-04-01', '204': [{ '301': '第一小', '302': '3' }] },
    { '201': '二葉', '202': '1', '203': '2019-04-02', '204': [] },
  ],
  '11': true,
  '12': 'なし',
  '13': '1000',
  '14': '',
  '17': 'x',
  '19': [],
  '20': '12.5',
};

export const today = '2026-11-02';
export const env = envOf(answers, { today, now: '2026-11-02T09:15:30+09:00' });

/** The value of a formula over the sample, interpreted and compiled alike. */
export function value(text: string): Output {
  const { expr, issues } = readFormula(text, scope);
  if (expr === undefined) throw new Error(`${text}: ${issues.map((issue) => issue.message).join(' ')}`);
  const walked = evaluate(expr, env);
  const compiled = compile(expr)(env);
  if (JSON.stringify(walked) !== JSON.stringify(compiled))
    throw new Error(`${text}: ${walked} is not ${compiled}`);
  return walked;
}

/** Messages of a formula: errors as they are, warnings with 注意. */
export function messages(text: string): string[] {
  return readFormula(text, scope).issues.map(
    (issue) => `${issue.severity === 'warning' ? '注意：' : ''}${issue.message}`,
  );
}
