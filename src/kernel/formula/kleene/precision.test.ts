import { describe, expect, it } from 'vitest';
import { readFormula, type ScopeField, scopeOf } from '../index.ts';
import {
  compileKleene,
  isUnknown,
  kleeneEnvOf,
  kleeneTrace,
  kleeneTruth,
  UNKNOWN,
  unknown,
} from './index.ts';

const field = (id: string, type: ScopeField['type'], item?: ScopeField['item']): ScopeField => ({
  id,
  code: id,
  label: id,
  type,
  item,
});
const member = scopeOf([
  field('年齢', 'number'),
  field('続柄', 'text'),
  field('生年月日', 'date'),
  field('学校', 'multi'),
]);
const scope = scopeOf([
  field('出来事', 'choice'),
  field('区', 'choice'),
  field('人数', 'number'),
  field('所得', 'number'),
  field('異動日', 'date'),
  field('生年月日', 'date'),
  field('申込', 'datetime'),
  field('国保', 'boolean'),
  field('車', 'boolean'),
  field('名', 'text'),
  field('支援', 'multi'),
  field('世帯員', 'collection', member),
]);
const facts = {
  出来事: unknown({ among: ['moveIn', 'moveOut', 'birth'] }),
  区: UNKNOWN,
  人数: unknown({ from: 0, to: 20 }),
  所得: UNKNOWN,
  異動日: unknown({ from: '2026-03-01', to: '2026-03-31' }),
  生年月日: unknown({ from: '1990-01-01', to: '1990-12-31' }),
  申込: unknown({ from: '2026-03-01', to: '2026-03-31' }),
  国保: UNKNOWN,
  車: true,
  名: UNKNOWN,
  支援: { items: ['配食'], complete: false },
  世帯員: {
    items: [
      { 年齢: '41', 続柄: '本人', 生年月日: '1985-01-01', 学校: [] },
      {
        年齢: unknown({ from: 0, to: 17 }),
        続柄: unknown({ among: ['子', '孫'] }),
        生年月日: UNKNOWN,
        学校: UNKNOWN,
      },
    ],
    complete: false,
  },
};
const at = { today: '2026-04-01', now: '2026-04-01T09:00:00' };

function tree(text: string) {
  const { expr, issues } = readFormula(text, scope);
  if (expr === undefined) throw new Error(`${text}: ${issues[0]?.message}`);
  return expr;
}
const truth = (text: string, over: object = {}) =>
  kleeneTruth(tree(text))(kleeneEnvOf({ ...facts, ...over }, at));
const value = (text: string, over: object = {}) => {
  const result = compileKleene(tree(text))(kleeneEnvOf({ ...facts, ...over }, at));
  return isUnknown(result) ? 'unknown' : result;
};

/** Whoever answered this much must not be asked more. */
const settled: Record<string, string[]> = {
  'one part settles the whole': [
    'OR(国保, 車) is true',
    'AND(国保, NOT(車)) is false',
    'IF(国保, 車, 車) is true',
    'IF(国保, 人数 + 1, 人数 + 1) > 0 is true',
    'IFS(国保, 1, 車, 2, 3) <= 2 is true',
    'COALESCE(人数, 5) >= 0 is true',
    'AND(車, OR(国保, NOT(車), 人数 >= 0)) is true',
  ],
  'a value that can only be one of some': [
    '出来事 = "death" is false',
    '出来事 <> "death" is true',
    'IN(出来事, "moveIn", "moveOut", "birth", "death") is true',
    'IN(出来事, "death", "marriage") is false',
    'ISBLANK(出来事) is false',
    'STARTSWITH(出来事, "x") is false',
    'LEN(出来事) >= 5 is true',
    'UPPER(出来事) = "DEATH" is false',
    '出来事 & "届" = "death届" is false',
    'MATCHES(出来事, "[a-zA-Z]+") is true',
  ],
  'a number between bounds': [
    '人数 >= 0 is true',
    '人数 > 20 is false',
    '人数 = 21 is false',
    '人数 * 1000 + 500 <= 20500 is true',
    '100 - 人数 >= 80 is true',
    '-人数 <= 0 is true',
    '人数 / 2 <= 10 is true',
    'ROUND(人数 / 3) <= 7 is true',
    'ABS(人数 - 30) >= 10 is true',
    'MOD(所得, 10) >= 10 is false',
    'MAX(人数, 25) = 25 is true',
    'MIN(人数, 25) <= 20 is true',
    'SUM(人数, 1) >= 1 is true',
    'AVERAGE(人数, 人数) <= 20 is true',
    'COUNT(人数, 国保) >= 1 is true',
  ],
  'a day that is known in part': [
    '異動日 < "2026-04-01" is true',
    '異動日 = "2026-02-28" is false',
    'YEAR(異動日) = 2026 is true',
    'MONTH(異動日) = 3 is true',
    'DAY(異動日) <= 31 is true',
    'FISCALYEAR(異動日) = 2025 is true',
    'STARTOF(異動日, "M") = "2026-03-01" is true',
    'DATEADD(異動日, 14, "D") <= "2026-04-14" is true',
    'DATEADD(異動日, 1, "M") < "2026-04-01" is false',
    'DATEDIF(異動日, TODAY(), "D") <= 31 is true',
    'AGE(生年月日) >= 35 is true',
    'AGE(生年月日, 異動日) < 37 is true',
    'DATEVALUE(申込) >= "2026-03-01" is true',
    '申込 < NOW() is true',
    'DATE(2026, 人数, 1) > "2027-01-01" is false',
  ],
  'equal to itself': [
    '区 = 区 is true',
    '所得 <> 所得 is false',
    '所得 < 所得 is false',
    '人数 >= 人数 is true',
  ],
  'a list of which some is known': [
    'ANY(世帯員, 年齢 >= 40) is true',
    'ALL(世帯員, 年齢 < 18) is false',
    'ANY(世帯員, NOT(車)) is false',
    'ALL(世帯員, 車) is true',
    'COUNT(世帯員) >= 2 is true',
    'COUNTIF(世帯員, 年齢 < 18) >= 1 is true',
    'ISBLANK(世帯員) is false',
    'COUNT(FILTER(世帯員, 年齢 > 30)) >= 1 is true',
    'IN("本人", 世帯員.続柄) is true',
    'MAX(世帯員.年齢) >= 41 is true',
    'MIN(世帯員.年齢) <= 17 is true',
    'CONTAINS(支援, "配食") is true',
    'ISBLANK(支援) is false',
    'ANY(世帯員, ANY(..世帯員, 年齢 = 41)) is true',
  ],
  'empty is known': ['所得 + "" = "" is true', 'ISBLANK("") is true', 'AND("" = "", 車) is true'],
};

describe.each(Object.entries(settled))('%s', (_what, lines) => {
  it.each(lines)('%s', (line) => {
    const [text = '', wanted] = line.split(' is ');
    expect(String(truth(text))).toBe(wanted);
  });
});

/** And these cannot be known. */
it.each([
  '国保',
  'NOT(国保)',
  'AND(車, 国保)',
  '出来事 = "birth"',
  '人数 > 3',
  '所得 >= 0',
  '10 / 人数 > 0',
  '所得 >= 所得',
  '異動日 > "2026-03-15"',
  'AGE(生年月日) >= 36',
  'ANY(世帯員, 年齢 < 3)',
  'ANY(世帯員, 年齢 >= 75)',
  'ALL(世帯員, 年齢 < 75)',
  'COUNT(世帯員) >= 3',
  'CONTAINS(支援, "見守り")',
  'ISBLANK(区)',
  '区 = ""',
  'NOT(所得 > 100)',
  '名 & "様" = "様"',
])('%s is undecided', (text) => {
  expect(truth(text)).toBe('perhaps');
});

it('a list that is complete settles what a list that is not leaves open', () => {
  const items = facts.世帯員.items;
  expect(truth('ANY(世帯員, 年齢 >= 75)', { 世帯員: items })).toBe(false);
  expect(truth('ALL(世帯員, 年齢 < 75)', { 世帯員: items })).toBe(true);
  expect(value('COUNT(世帯員)', { 世帯員: items })).toBe('2');
  expect(truth('SUM(世帯員.年齢) <= 58', { 世帯員: items })).toBe(true);
  expect(truth('CONTAINS(世帯員.学校, "x")', { 世帯員: [{ 学校: UNKNOWN }] })).toBe('perhaps');
});

it('nobody said who lives there', () => {
  for (const text of [
    'ANY(世帯員, 年齢 < 3)',
    'ALL(世帯員, 年齢 < 3)',
    'COUNT(世帯員) = 0',
    'ISBLANK(世帯員)',
  ])
    expect(truth(text, { 世帯員: UNKNOWN })).toBe('perhaps');
  expect(truth('COUNT(世帯員) >= 0', { 世帯員: UNKNOWN })).toBe(true);
});

it('what every further item is like settles conditions about them', () => {
  const other = { 年齢: unknown({ from: 18, to: 120 }) };
  const adults = { 世帯員: { ...facts.世帯員, items: [], other } };
  expect(truth('ANY(世帯員, 年齢 < 3)', adults)).toBe(false);
  expect(truth('ALL(世帯員, 年齢 >= 18)', adults)).toBe(true);
  expect(truth('SUM(世帯員.年齢) >= 0', adults)).toBe(true);
});

it('an undecided result says what is known of it, and may stand in another row', () => {
  const age = compileKleene(tree('AGE(生年月日)'))(kleeneEnvOf(facts, at));
  expect(isUnknown(age)).toBe(true);
  expect(truth('人数 >= 35', { 人数: age })).toBe(true);
  expect(truth('人数 > 36', { 人数: age })).toBe(false);
  expect(truth('人数 = 36', { 人数: age })).toBe('perhaps');
});

it('an unknown that may be empty gives way to what stands behind it', () => {
  const few = { 人数: unknown({ among: [null, 1] }) };
  expect(truth('COALESCE(人数, 5) = 5', few)).toBe('perhaps');
  expect(truth('COALESCE(人数, 5) >= 1', few)).toBe(true);
  expect(truth('COALESCE(人数, 5) = 5')).toBe('perhaps');
});

it('answers that are missing are empty, or unknown where that is asked for', () => {
  const expr = tree('ISBLANK(区)');
  expect(kleeneTruth(expr)(kleeneEnvOf({}, at))).toBe(true);
  expect(kleeneTruth(expr)(kleeneEnvOf({}, { ...at, missing: UNKNOWN }))).toBe('perhaps');
});

describe('a trace', () => {
  const trace = (text: string, over: object = {}) =>
    kleeneTrace(tree(text))(kleeneEnvOf({ ...facts, ...over }, at));

  it('leaves out what is settled', () => {
    const { needs } = trace('OR(AND(NOT(車), 所得 > 100), AND(車, 国保), 人数 > 20)');
    expect(needs).toEqual([{ field: '国保' }]);
  });

  it('names items, and the list where further ones matter', () => {
    expect(trace('ANY(世帯員, 年齢 < 3)').needs).toEqual([
      { field: '年齢', item: '世帯員/1' },
      { field: '世帯員' },
    ]);
    const items = [{ key: 'm1', values: { 年齢: UNKNOWN } }];
    expect(trace('ANY(世帯員, 年齢 < 3)', { 世帯員: items }).needs).toEqual([
      { field: '年齢', item: '世帯員/m1' },
    ]);
  });

  it('names what further items would be judged or counted by', () => {
    const text = 'SUMIF(世帯員, 年齢 >= 0, ..所得) > 100';
    expect(trace(text, { 世帯員: { items: [], complete: false } }).needs).toEqual([
      { field: '世帯員' },
      { field: '所得' },
    ]);
  });

  it('names the member whose own rule it is as the household does', () => {
    const row = kleeneEnvOf({ 年齢: UNKNOWN, 続柄: '子' }, at, facts);
    const { expr } = readFormula('AND(年齢 < 3, 国保)', scopeOf(member.byId.values(), scope, '世帯員'));
    if (expr === undefined) throw new Error('not read');
    expect(kleeneTrace(expr)({ ...row, at: '世帯員/m7' }).needs).toEqual([
      { field: '年齢', item: '世帯員/m7' },
      { field: '国保' },
    ]);
  });

  it('says which known facts settled a result, as few as will do', () => {
    expect(trace('AND(車, OR(車, 国保))').because()).toEqual([{ field: '車' }]);
    expect(trace('ANY(世帯員, 年齢 >= 40)').because()).toEqual([{ field: '年齢', item: '世帯員/0' }]);
    expect(trace('COUNT(世帯員) >= 2').because()).toEqual([{ field: '世帯員' }]);
    const grown = [{ 年齢: '41' }, { 年齢: '76' }];
    expect(trace('ANY(世帯員, 年齢 < 3)', { 世帯員: grown }).because()).toEqual([
      { field: '世帯員' },
      { field: '年齢', item: '世帯員/0' },
      { field: '年齢', item: '世帯員/1' },
    ]);
    expect(trace('OR(国保, 所得 > 100)').because()).toEqual([]);
  });
});

it('beyond the bounds of work a result is empty where all is known, and undecided where not', () => {
  // A long pattern on a very long text uses up all steps at once.
  const long = { 名: 'x'.repeat(1_000_000) };
  const text = 'MATCHES(名, "(.{0,2}){80}")';
  expect(value(text, long)).toBe(null);
  expect(truth(text, long)).toBe(false);
  expect(truth(`AND(OR(車, TRUE), ${text})`, long)).toBe(false);
  expect(truth(`AND(OR(国保, TRUE), ${text})`, long)).toBe('perhaps');
});
