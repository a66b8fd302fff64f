/** A call on its way into SQL: what a function asks for its arguments. */
import type { Expr } from '../expr.ts';
import type { Scalar } from '../types.ts';
import { sharedKind } from './compare.ts';
import { as, constantOf, type Items, noRows, type One, type Part, type SqlRow } from './parts.ts';

/** What the compiler does for calls. */
export interface Compiling {
  alias(): string;
  part(expr: Expr, rows: readonly SqlRow[]): Part;
  one(expr: Expr, kind: Scalar, rows: readonly SqlRow[]): One;
  constant(expr: Expr): Part;
}

export class SqlCall {
  readonly args: readonly Expr[];
  private readonly compiler: Compiling;
  private readonly expr: Expr & { kind: 'call' };
  private readonly rows: readonly SqlRow[];

  constructor(compiler: Compiling, expr: Expr & { kind: 'call' }, rows: readonly SqlRow[]) {
    this.compiler = compiler;
    this.expr = expr;
    this.args = expr.args;
    this.rows = rows;
  }

  /** The value of the call where it uses no field. */
  constant(): Part {
    return this.compiler.constant(this.expr);
  }

  today(): One {
    return as(this.compiler.constant({ kind: 'call', name: 'TODAY', args: [] }) as One, 'date');
  }

  part(index: number): Part {
    const arg = this.args[index];
    return arg === undefined ? constantOf('blank', null) : this.compiler.part(arg, this.rows);
  }

  parts(from = 0): Part[] {
    return this.args.slice(from).map((_arg, index) => this.part(from + index));
  }

  /** One value of whatever kind. */
  any(index: number): One {
    const part = this.part(index);
    return part.is === 'one' ? part : constantOf('blank', null);
  }

  of(index: number, kind: Scalar): One {
    return as(this.any(index), kind);
  }

  /** Values brought to the kind they share. */
  same(indexes: readonly number[]): { kind: One['kind']; values: One[] } {
    const parts = indexes.map((index) => this.any(index));
    const kind = sharedKind(parts) ?? parts[0]?.kind ?? 'blank';
    return { kind, values: kind === 'blank' ? parts : parts.map((part) => as(part, kind)) };
  }

  /** The items of the first argument. */
  items(): Items['scan'] {
    const part = this.part(0);
    return part.is === 'items' ? part.scan : () => noRows(this.compiler.alias());
  }

  /** A later argument, said about an item. */
  each(index: number, row: SqlRow, kind: Scalar): One {
    const arg = this.args[index];
    return arg === undefined ? constantOf(kind, null) : this.compiler.one(arg, kind, [row, ...this.rows]);
  }
}
