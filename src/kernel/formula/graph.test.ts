import { describe, expect, it } from 'vitest';
import { lineFields, scope } from './fixture.ts';
import { dependencyGraph, type Expr, readFormula, references, type Scope, scopeOf } from './index.ts';

function expr(text: string, names: Scope = scope): Expr {
  const read = readFormula(text, names);
  if (read.expr === undefined) throw new Error(read.issues[0]?.message);
  return read.expr;
}
const used = (text: string) => [...references(expr(text))].sort();

describe('references', () => {
  it.each<[string, string[]]>([
    ['1 + 2', []],
    ['年齢 >= 65', ['3']],
    ['SUM(明細.金額)', ['9', '9.103']],
    ['SUMIF(明細, 区分 = "食費", 金額 * 単価)', ['20', '9', '9.102', '9.103']],
    ['ANY(明細, ..金額 = 明細.金額)', ['13', '9', '9.103']],
    ['SUM(FILTER(明細, 数量 > 1).金額)', ['9', '9.103', '9.104']],
    ['ANY(子ども, ANY(在籍, 学年 = 子ども.学年))', ['10', '10.202', '10.204', '10.204.302']],
    ['SUM(子ども.在籍.学年)', ['10', '10.204', '10.204.302']],
  ])('%s', (text, expected) => {
    expect(used(text)).toEqual(expected);
  });

  it('of a line’s own formula reach the line and the form', () => {
    const line = scopeOf(lineFields, scope, '明細');
    expect([...references(expr('金額 * 単価', line), '9')].sort()).toEqual(['20', '9', '9.103']);
    expect([...references(expr('明細.金額 + SUM(..明細.金額)', line), '9')].sort()).toEqual(['9', '9.103']);
  });
});

describe('the graph', () => {
  const names = scopeOf(
    ['a', 'b', 'c', 'd', 'x'].map((id) => ({ id, code: id, label: id, type: 'number' as const })),
  );
  const formulas = (texts: Record<string, string>) =>
    Object.entries(texts).map(([id, text]) => ({ id, label: id.toUpperCase(), expr: expr(text, names) }));

  it('orders by use and tells what changes', () => {
    const graph = dependencyGraph(formulas({ a: 'b + c', b: 'c * 2', c: 'x', d: '1' }));
    if (!graph.ok) throw new Error(graph.error.message);
    expect(graph.value.order).toEqual(['c', 'b', 'a', 'd']);
    expect(graph.value.affected(['x'])).toEqual(['c', 'b', 'a']);
    expect(graph.value.affected(['b'])).toEqual(['a']);
    expect(graph.value.affected(['d'])).toEqual([]);
  });

  it('names a cycle', () => {
    expect(dependencyGraph(formulas({ a: 'b + 1', b: 'c', c: 'b + x' }))).toEqual({
      ok: false,
      error: {
        cycle: ['b', 'c', 'b'],
        message: '計算が循環しています：「B」→「C」→「B」。どれかの式から参照を外してください。',
      },
    });
    expect(dependencyGraph(formulas({ a: 'a + 1' }))).toMatchObject({
      ok: false,
      error: { message: '「A」の式が自分自身を使っています。' },
    });
  });

  it('goes through the fields of lines', () => {
    const line = scopeOf(
      [...lineFields, { id: '107', code: '小計', label: '小計', type: 'number' }],
      scope,
      '明細',
    );
    const form = scopeOf([
      { id: '9', code: '明細', label: '明細', type: 'collection', item: line },
      { id: '50', code: '合計', label: '合計', type: 'number' },
    ]);
    const graph = dependencyGraph([
      { id: '50', label: '合計', expr: expr('SUM(明細.小計)', form) },
      { id: '9.107', label: '小計', expr: expr('金額 * 数量', line), base: '9' },
    ]);
    if (!graph.ok) throw new Error(graph.error.message);
    expect(graph.value.order).toEqual(['9.107', '50']);
    expect(graph.value.affected(['9.104'])).toEqual(['9.107', '50']);
    expect(graph.value.affected(['9'])).toEqual(['9.107', '50']);
  });

  it('takes chains of thousands', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => ({
      id: String(i),
      label: String(i),
      expr: { kind: 'ref', ref: String(i + 1), type: 'number' } as Expr,
    }));
    const graph = dependencyGraph(chain);
    expect(graph.ok && graph.value.order[0]).toBe('4999');
  });
});
