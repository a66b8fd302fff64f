/**
 * Formulas as SQL: the same values as `evaluate`, worked out where the rows lie. Pure: gives pieces of text with parameters.
 * What needs no row is evaluated here and becomes one parameter, so that `申請日 >= STARTOF(TODAY(), "F")` is a plain
 * comparison of a column.
 */
import { evaluate } from '../evaluate.ts';
import { children, type Expr, joinedParts } from '../expr.ts';
import type { FieldType, Scalar } from '../types.ts';
import type { Actor, Env } from '../value.ts';
import { type Compiling, SqlCall } from './call.ts';
import { compare } from './compare.ts';
import { sqlFunctions } from './functions.ts';
import { kindOf } from './kinds.ts';
import {
  as,
  choicesOf,
  constantOf,
  decided,
  emptyOf,
  exact,
  fieldOf,
  type Items,
  type Many,
  noRows,
  one,
  type Part,
  printed,
  type Scan,
  type SqlRow,
} from './parts.ts';
import { list, param, put, raw, type Sql } from './text.ts';

/** Where a formula's fields are, and what the request knows. */
export interface SqlSource {
  row: SqlRow;
  /** Of a line's own formulas: the record around the line. */
  outer?: SqlRow;
  today: string;
  now: string;
  actor?: Actor | undefined;
  /** Begins the aliases of items; another one for formulas that stand inside columns of `row` (masks). `i` when absent. */
  alias?: string;
}

/** A formula's value as SQL. */
export interface SqlValue {
  /** Typed: numeric, text, boolean, date, timestamp (Tokyo's clock); `blank` and lists of values give text and text[]. */
  sql: Sql;
  kind: Scalar | 'blank' | 'list';
  /** As answers carry it: decimals without useless zeros, dates and times as ISO text, booleans. */
  answer: Sql;
}

/** The value of a checked formula. */
export function sqlOf(expr: Expr, source: SqlSource): SqlValue {
  const { compiler, rows } = begin(source);
  const part = compiler.part(expr, rows);
  if (part.is === 'one') {
    const sql = exact(part);
    return { sql, kind: part.kind, answer: part.kind === 'boolean' ? sql : printed(part) };
  }
  const sql = part.is === 'many' ? compiler.array(part) : emptyOf('text');
  return { sql, kind: part.is === 'many' ? 'list' : 'blank', answer: sql };
}

/**
 * A condition for WHERE, ON, HAVING and CASE WHEN: true exactly where the formula is true, else false or NULL. Comparisons
 * of columns stay as indexes serve them. Nowhere else: NOT of it is wrong where it is NULL.
 */
export function whereOf(expr: Expr, source: SqlSource): Sql {
  const { compiler, rows } = begin(source);
  return compiler.one(expr, 'boolean', rows).sql;
}

/** A condition that is true or false and never NULL, for any place. */
export function conditionOf(expr: Expr, source: SqlSource): Sql {
  const { compiler, rows } = begin(source);
  return decided(compiler.one(expr, 'boolean', rows));
}

function begin(source: SqlSource): { compiler: Compiler; rows: readonly SqlRow[] } {
  const rows = source.outer === undefined ? [source.row] : [source.row, source.outer];
  return { compiler: new Compiler(source), rows };
}

/** The items of each item of another scan. */
function beside(outer: Scan, deeper: Scan): Scan {
  return {
    from: put`${outer.from}, ${deeper.from}`,
    where: [...outer.where, ...deeper.where],
    order: [...outer.order, ...deeper.order],
  };
}

class Compiler implements Compiling {
  private readonly env: Env;
  private readonly prefix: string;
  private aliases = 0;
  private readonly constants = new Map<Expr, boolean>();

  constructor(source: SqlSource) {
    const { today, now, actor, alias = 'i' } = source;
    this.env = { get: () => null, items: () => [], today, now, actor };
    this.prefix = alias;
  }

  /** A name for items that no other part of the formula uses. */
  alias(): string {
    return `${this.prefix}${++this.aliases}`;
  }

  /** A value of that kind. */
  one(expr: Expr, kind: Scalar, rows: readonly SqlRow[]) {
    return as(this.any(expr, rows), kind);
  }

  /** A value of its own kind; a list is no value. */
  any(expr: Expr, rows: readonly SqlRow[]) {
    const part = this.part(expr, rows);
    return part.is === 'one' ? part : constantOf('blank', null);
  }

  part(expr: Expr, rows: readonly SqlRow[]): Part {
    if (this.isConstant(expr)) return this.constant(expr);
    switch (expr.kind) {
      case 'ref':
        return this.field(rows[expr.up ?? 0], expr.ref, expr.type);
      case 'member':
        return this.member(expr, rows);
      case 'negate':
        return one('number', put`(- ${this.one(expr.of, 'number', rows).sql})`);
      case 'binary':
        return this.binary(expr, rows);
      case 'call':
        return sqlFunctions[expr.name](new SqlCall(this, expr, rows));
      default:
        return this.constant(expr);
    }
  }

  /** The values of a list in their order. */
  array(values: Many): Sql {
    const { from, where, order, value } = values.scan();
    const each = value.kind === 'boolean' ? put`${exact(value)}::text` : printed(value);
    const conditions = where.length === 0 ? raw('TRUE') : list(where, ' AND ');
    return put`ARRAY(SELECT ${each} FROM ${from} WHERE ${conditions} ORDER BY ${list(order)})`;
  }

  private isConstant(expr: Expr): boolean {
    let known = this.constants.get(expr);
    if (known === undefined) {
      known = expr.kind !== 'ref' && children(expr).every((part) => this.isConstant(part));
      this.constants.set(expr, known);
    }
    return known;
  }

  /** The value of a part that uses no field. */
  constant(expr: Expr): Part {
    const value = evaluate(expr, this.env);
    const kind = kindOf(expr);
    if (kind !== 'list') return constantOf(kind, value);
    const texts = (Array.isArray(value) ? value : []).filter(
      (each): each is string => typeof each === 'string',
    );
    return {
      ...choicesOf({ sql: param(texts, 'text[]'), stored: 'text[]' }, () => this.alias()),
      constant: texts,
    };
  }

  private field(row: SqlRow | undefined, id: string, type: FieldType): Part {
    if (type === 'collection') return this.items(row, id);
    const column = row?.column(id) ?? null;
    return type === 'multi' ? choicesOf(column, () => this.alias()) : fieldOf(column, type);
  }

  private items(row: SqlRow | undefined, id: string): Items {
    return {
      is: 'items',
      scan: () => {
        const alias = this.alias();
        const found = row?.items(id, alias);
        if (!found) return noRows(alias);
        return { from: found.from, where: [found.where], order: [found.order], row: found.row };
      },
    };
  }

  /** The fields of items: lists within lists are laid end to end. */
  private member(expr: Expr & { kind: 'member' }, rows: readonly SqlRow[]): Part {
    const of = this.part(expr.of, rows);
    const scan = of.is === 'items' ? of.scan : this.items(undefined, '').scan;
    const inner = () => {
      const outer = scan();
      return { outer, part: this.field(outer.row, expr.member, expr.type) };
    };
    if (expr.type === 'collection') {
      return {
        is: 'items',
        scan: () => {
          const { outer, part } = inner();
          const deeper = (part as Items).scan();
          return { ...beside(outer, deeper), row: deeper.row };
        },
      };
    }
    if (expr.type === 'multi') {
      return {
        is: 'many',
        of: 'text',
        scan: () => {
          const { outer, part } = inner();
          const deeper = (part as Many).scan();
          return { ...beside(outer, deeper), value: deeper.value };
        },
      };
    }
    const kind = expr.type;
    return {
      is: 'many',
      of: kind,
      scan: () => {
        const { outer, part } = inner();
        return { ...outer, value: part.is === 'one' ? part : constantOf(kind, null) };
      },
    };
  }

  private binary(expr: Expr & { kind: 'binary' }, rows: readonly SqlRow[]): Part {
    const { op } = expr;
    if (op === '&') {
      const parts = joinedParts(expr).map((part) => printed(this.any(part, rows)));
      return one('text', put`formula_text(array_to_string(ARRAY[${list(parts)}], ''))`);
    }
    if (op === '+' || op === '-' || op === '*' || op === '/') return this.arithmetic(expr, rows);
    return compare(op, this.any(expr.left, rows), this.any(expr.right, rows));
  }

  private arithmetic(expr: Expr & { kind: 'binary' }, rows: readonly SqlRow[]): Part {
    const operators: string[] = [];
    const numbers: Sql[] = [];
    let at: Expr = expr;
    // A constant beginning of the chain is one number.
    while (at.kind === 'binary' && '+-*/'.includes(at.op) && !this.isConstant(at)) {
      operators.unshift(at.op);
      numbers.unshift(this.one(at.right, 'number', rows).sql);
      at = at.left;
    }
    const first = this.one(at, 'number', rows).sql;
    if (operators.length > 4) {
      const all = list([first, ...numbers]);
      return one('number', put`formula_chain(${raw(`'${operators.join('')}'`)}, ARRAY[${all}])`);
    }
    return one(
      'number',
      numbers.reduce((left, right, index) => {
        const operator = operators[index] as string;
        if (operator === '/') return put`formula_divide(${left}, ${right})`;
        return put`formula_fit(${left} ${raw(operator)} ${right})`;
      }, first),
    );
  }
}
