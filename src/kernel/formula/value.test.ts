import { expect, it } from 'vitest';
import { lineFields, scope } from './fixture.ts';
import {
  type Answers,
  compile,
  envOf,
  evaluate,
  holds,
  isExpr,
  limits,
  loadFormula,
  readFormula,
  rowOf,
  scopeOf,
} from './index.ts';
import { closest, editDistance } from './suggest.ts';
import { compareText, localDateTime, readValue } from './value.ts';

const at = { today: '2026-11-02', now: '2026-11-02T09:00:00' };
const read = (text: string, names = scope) => {
  const { expr, issues } = readFormula(text, names);
  if (expr === undefined) throw new Error(issues[0]?.message);
  return expr;
};

it.each<[unknown, string | null]>([
  ['2026-11-02T00:30:00Z', '2026-11-02T09:30:00'],
  ['2026-11-02T00:30:00.123456+09:00', '2026-11-02T00:30:00'],
  ['2026-11-02 00:30:00+09', '2026-11-02T00:30:00'],
  ['2026-11-01T20:30-05:00', '2026-11-02T10:30:00'],
  ['2026-11-02T09:30', '2026-11-02T09:30:00'],
  ['2026-12-31T15:00:00Z', '2027-01-01T00:00:00'],
  ['2026-02-30T00:00', null],
  ['2026-11-02T24:00', null],
  ['2026-11-02T12:60', null],
  ['9999-12-31T23:00:00Z', null],
  ['2026-11-02', null],
  [new Date('2026-11-02T00:30:00Z'), '2026-11-02T09:30:00'],
  [new Date(Number.NaN), null],
  [5, null],
])('reads date and time %s in Tokyo', (raw, expected) => {
  expect(localDateTime(raw)).toBe(expected);
});

it('reads what does not fit the type as empty', () => {
  expect(readValue('text', '')).toBe(null);
  expect(readValue('text', 12)).toBe('12');
  expect(readValue('number', 'abc')).toBe(null);
  expect(readValue('boolean', 'true')).toBe(null);
  expect(readValue('date', '1945-08-00')).toBe(null);
  expect(readValue('multi', ['a', '', 3])).toEqual(['a']);
  expect(readValue('multi', 'a')).toEqual([]);
});

it('orders text by code point', () => {
  const words = ['𠮷', '﨑', 'あ', 'a', 'B', 'ab', '\u{10FFFF}', '\uFFFF', ''];
  const points = (word: string) =>
    [...word].map((char) => (char.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join('');
  const expected = [...words].sort((a, b) => (points(a) < points(b) ? -1 : 1));
  expect([...words].sort(compareText)).toEqual(expected);
});

it('reads lines in either shape and is not fooled by names of objects', () => {
  const row = rowOf({ '9': [{ key: 'k', values: { a: 1 } }, { a: 2 }, null, 'x'] } as Answers);
  expect(row.items('9').map((item) => item.get('a'))).toEqual([1, 2, undefined, undefined]);
  expect(row.get('constructor')).toBe(undefined);
  expect(row.items('nothing')).toEqual([]);
});

it('works a line’s formula out beside the record', () => {
  const line = scopeOf(lineFields, scope, '明細');
  const expr = read('明細.金額 * 単価', line);
  expect(evaluate(expr, envOf({ '103': '100' }, at, { '20': '2.5' }))).toBe('250');
  expect(evaluate(expr, envOf({ '103': '100' }, at))).toBe(null);
});

it('holds only when true', () => {
  expect(holds(read('年齢 > 3'), envOf({ '3': 4 }, at))).toBe(true);
  expect(holds(read('年齢 > 3'), envOf({}, at))).toBe(false);
});

it('knows trees of this language from other JSON', () => {
  const tree = read('IF(ANY(明細, ..金額 > 1.5), -年齢, SUM(明細.金額))');
  expect(isExpr(JSON.parse(JSON.stringify(tree)))).toBe(true);
  const others: unknown[] = [
    null,
    3,
    'x',
    [],
    {},
    { kind: 'x' },
    { kind: 'number', number: '-1' },
    { kind: 'number', number: '1e5' },
  ];
  others.push(
    { kind: 'call', name: 'EVAL', args: [] },
    { kind: 'call', name: 'SUM', args: [null] },
    { kind: 'ref', ref: 3, type: 'text' },
  );
  others.push(
    { kind: 'ref', ref: '3', type: 'text', up: -1 },
    { kind: 'binary', op: '**', left: tree, right: tree },
    { kind: 'negate' },
  );
  for (const other of others) expect(isExpr(other)).toBe(false);
  let deep: unknown = tree;
  for (let i = 0; i < limits.depth; i++) deep = { kind: 'negate', of: deep };
  expect(isExpr(deep)).toBe(false);
  const knot: { kind: string; of?: unknown } = { kind: 'negate' };
  knot.of = knot;
  expect(isExpr(knot)).toBe(false);
});

it('knows who asks, and that nobody does', () => {
  const actor = { staff: 'u1', department: '010', departments: ['010', '011'], groups: [] };
  const who = (text: string, of?: typeof actor) =>
    evaluate(read(text), envOf({ '1': 'u1', '2': '011' }, { ...at, actor: of }));
  expect(who('氏名 = ME()', actor)).toBe(true);
  expect(who('IN(区, MYDEPARTMENTS())', actor)).toBe(true);
  expect(who('区 = MYDEPARTMENT()', actor)).toBe(false);
  expect(who('IN(区, MYGROUPS())', actor)).toBe(false);
  expect(who('ME() = ""')).toBe(true);
  expect(who('IN(区, MYDEPARTMENTS())')).toBe(false);
  expect(who('JOIN(MYDEPARTMENTS(), "、")', actor)).toBe('010、011');
  expect(who('氏名 = ME()')).toBe(false);
});

it('ends in bounded time, with empty, where conditions multiply', () => {
  const expr = read('COUNTIF(明細, ANY(明細, ALL(明細, 金額 > ..金額 + ..金額)))');
  const lines = Array.from({ length: 2000 }, (_, i) => ({ '103': String(i) }));
  const before = performance.now();
  expect(evaluate(expr, envOf({ '9': lines }, at))).toBe(null);
  expect(compile(expr)(envOf({ '9': lines }, at))).toBe(null);
  expect(performance.now() - before).toBeLessThan(60_000);
});

it('updates 500 conditions of a form of 2 000 fields within 50 ms', () => {
  const form = scopeOf(
    Array.from({ length: 2000 }, (_, i) => ({
      id: String(i),
      code: `項目${i}`,
      label: '',
      type: i % 2 ? ('text' as const) : ('number' as const),
    })),
  );
  const answers = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [String(i), i % 2 ? '門司区' : `${i}.5`]),
  );
  const conditions = Array.from({ length: 500 }, (_, i) =>
    compile(read(`AND(項目${i * 2} + 1 >= 65, OR(項目${i * 2 + 1} = "門司区", 項目${i * 4} < 3))`, form)),
  );
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    const env = envOf(answers, at);
    for (const condition of conditions) condition(env);
    return performance.now() - before;
  });
  expect(Math.min(...times)).toBeLessThan(2_000);
});

it('finds the nearest name', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('ab', 'ba')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(closest('SUMM', ['SUM', 'MAX'])).toBe('SUM');
  expect(closest('生年月', ['生年月日', '年月'])).toBe('生年月日');
  expect(closest('区', ['市', '町'])).toBe(undefined);
  expect(closest('住所', ['氏名', '区'])).toBe(undefined);
});

it('loads texts that were checked before', () => {
  expect(loadFormula('年齢 + 1', scope)).toEqual(read('年齢 + 1'));
  expect(loadFormula('年齢 +', scope)).toBe(null);
  expect(loadFormula('ない項目', scope)).toBe(null);
});
