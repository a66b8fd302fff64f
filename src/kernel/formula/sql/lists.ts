/** SQL of the functions over lists and conditions. */
import type { FunctionName } from '../names.ts';
import type { Scalar } from '../types.ts';
import type { SqlCall } from './call.ts';
import { among, equal, sharedKind } from './compare.ts';
import {
  allOf,
  as,
  condition,
  constantOf,
  exact,
  type Many,
  no,
  not,
  type One,
  one,
  type Part,
  printed,
  rowsOf,
  type Scan,
} from './parts.ts';
import { list, put, raw, type Sql } from './text.ts';

/** How a function becomes SQL. */
export type SqlOf = (call: SqlCall) => Part;

const indexes = (call: SqlCall, wanted: (index: number) => boolean = () => true): number[] =>
  call.args.map((_arg, index) => index).filter(wanted);

/** A choice among values: never empty where none of them is. */
function chosen(kind: One['kind'], values: readonly One[], sql: Sql): One {
  const full = values.every((value) => value.nulls !== 'empty');
  return kind === 'blank' ? constantOf('blank', null) : one(kind, sql, full ? 'none' : 'empty');
}

/** IF and IFS: conditions stand at even places, values behind them, the default last. */
function cases(call: SqlCall, pairs: number): One {
  const otherwise = call.args.length > pairs * 2 ? [pairs * 2] : [];
  const { kind, values } = call.same([
    ...Array.from({ length: pairs }, (_, pair) => pair * 2 + 1),
    ...otherwise,
  ]);
  const branches = values.slice(0, pairs).map((value, pair) => {
    return put` WHEN ${call.of(pair * 2, 'boolean').sql} THEN ${exact(value)}`;
  });
  const last = values[pairs] ?? constantOf(kind, null);
  const sql = put`(CASE${list(branches, '')} ELSE ${exact(last)} END)`;
  return chosen(kind, [...values.slice(0, pairs), last], sql);
}

function joinedBy(call: SqlCall, operator: 'AND' | 'OR'): One {
  const neutral = operator === 'AND';
  const parts = indexes(call).map((index) => call.of(index, 'boolean'));
  const open = parts.filter((part) => part.constant === undefined);
  // Empty counts as false.
  if (parts.some((part) => part.constant !== undefined && (part.constant.value === true) !== neutral))
    return condition(raw(neutral ? 'FALSE' : 'TRUE'), 'none');
  if (open.length === 0) return condition(raw(neutral ? 'TRUE' : 'FALSE'), 'none');
  const sql = list(
    open.map((part) => part.sql),
    ` ${operator} `,
  );
  return condition(put`(${sql})`, open.every((part) => part.nulls === 'none') ? 'none' : 'lax');
}

/** Items for which the condition is true. */
function filtered(call: SqlCall, scan = call.items()()): ReturnType<ReturnType<SqlCall['items']>> {
  return { ...scan, where: [...scan.where, call.each(1, scan.row, 'boolean').sql] };
}

const exists = ({ from, where }: Scan): Sql => put`EXISTS (SELECT FROM ${from} WHERE ${allOf(where)})`;
const countOf = ({ from, where }: Scan): Sql => put`(SELECT count(*) FROM ${from} WHERE ${allOf(where)})`;

/** One aggregate over values of items. The values stand in a table of their own: an aggregate of outer fields alone would be the outer query's. */
const aggregate = (name: Sql, rows: Sql): Sql => put`(SELECT ${name} FROM ${rows} AS s)`;

function valuesOf(many: Many, kind: Scalar): Sql {
  const scan = many.scan();
  return rowsOf(scan, exact(as(scan.value, kind)));
}

/** Long sums as an array: the tree of a thousand additions would exceed the stack. */
function total(terms: readonly Sql[]): Sql {
  if (terms.length <= 8) return list(terms, ' + ');
  return put`(SELECT sum(s.v) FROM unnest(ARRAY[${list(terms)}]) AS s (v))`;
}

function sum(call: SqlCall): One {
  const terms = call.parts().flatMap((part) => {
    if (part.is === 'one') return [put`coalesce(${as(part, 'number').sql}, 0)`];
    return part.is === 'many'
      ? [put`coalesce(${aggregate(raw('sum(s.v)'), valuesOf(part, 'number'))}, 0)`]
      : [];
  });
  return one('number', put`formula_fit(${total(terms)})`);
}

function average(call: SqlCall): One {
  const single: Sql[] = [];
  const sources = call.parts().flatMap((part) => {
    if (part.is === 'one') single.push(as(part, 'number').sql);
    return part.is === 'many' ? [valuesOf(part, 'number')] : [];
  });
  if (single.length > 0) sources.push(put`(SELECT one.v FROM unnest(ARRAY[${list(single)}]) AS one (v))`);
  const rows = sources.length === 1 ? (sources[0] as Sql) : put`(${list(sources, ' UNION ALL ')})`;
  return one('number', aggregate(raw('formula_divide(sum(s.v), count(s.v)::numeric)'), rows));
}

/** Of texts only those are taken that name days. */
const ordered = (part: One): One => (part.kind === 'text' ? as(part, 'date') : part);

const extreme =
  (name: 'min' | 'max'): SqlOf =>
  (call) => {
    const parts = call.parts();
    const kinds = parts.flatMap((part) => {
      if (part.is === 'one') return [ordered(part)];
      return part.is === 'many' ? [one(part.of, raw(''))] : [];
    });
    const kind = sharedKind(kinds);
    if (kind === 'blank' || kind === null) return constantOf('blank', null);
    const values = parts.flatMap((part) => {
      if (part.is === 'one') return [as(ordered(part), kind).sql];
      return part.is === 'many' ? [aggregate(raw(`${name}(s.v)`), valuesOf(part, kind))] : [];
    });
    const word = raw(name === 'min' ? 'LEAST' : 'GREATEST');
    return one(kind, values.length === 1 ? (values[0] as Sql) : put`${word}(${list(values)})`);
  };

function count(call: SqlCall): One {
  const single: Sql[] = [];
  const terms = call.parts().flatMap((part) => {
    if (part.is === 'one') single.push(exact(part));
    if (part.is === 'items') return [countOf(part.scan())];
    return part.is === 'many' ? [aggregate(raw('count(s.v)'), valuesOf(part, part.of))] : [];
  });
  // A function takes a hundred arguments.
  for (let from = 0; from < single.length; from += 50)
    terms.push(put`num_nonnulls(${list(single.slice(from, from + 50))})`);
  return one('number', put`(${total(terms)})::numeric`, 'none');
}

function join(call: SqlCall): One {
  const part = call.part(0);
  if (part.is !== 'many') return constantOf('text', null);
  const scan = part.scan();
  const separator = put`coalesce(${call.of(1, 'text').sql}, '')`;
  const rows = rowsOf(scan, printed(scan.value), true);
  return one(
    'text',
    put`formula_text((SELECT string_agg(s.v, ${separator} ORDER BY s.n) FROM ${rows} AS s))`,
  );
}

function isBlank(part: Part): One {
  if (part.is === 'one') return equal(part, constantOf(part.kind, null));
  if (part.is === 'many' && part.blank !== undefined) return condition(part.blank, 'none');
  return condition(put`(NOT ${exists(part.scan())})`, 'none');
}

function isIn(call: SqlCall): One {
  const wanted = call.any(0);
  const ones: One[] = [];
  const lists: { of: Scalar; rows: (kind: Scalar) => Sql }[] = [];
  const chosen: One[] = [];
  for (const part of call.parts(1)) {
    if (part.is === 'one') ones.push(part);
    if (part.is !== 'many') continue;
    if (part.constant !== undefined) ones.push(...part.constant.map((text) => constantOf('text', text)));
    else if (part.has !== undefined) chosen.push(condition(part.has(as(wanted, 'text'))));
    else lists.push({ of: part.of, rows: (kind) => valuesOf(part, kind) });
  }
  const all = [among(wanted, ones, lists), ...chosen].filter((each) => each.sql !== no);
  if (all.length <= 1) return all[0] ?? condition(no, 'none');
  const sqls = all.map((each) => each.sql);
  return condition(put`(${list(sqls, ' OR ')})`, all.every((each) => each.nulls === 'none') ? 'none' : 'lax');
}

function contains(call: SqlCall): One {
  const part = call.part(0);
  const wanted = call.of(1, 'text');
  if (part.is === 'one') return condition(put`(strpos(${as(part, 'text').sql}, ${wanted.sql}) > 0)`);
  if (part.is === 'items' || wanted.constant?.value === null) return condition(no, 'none');
  if (part.constant !== undefined)
    return among(
      wanted,
      part.constant.map((text) => constantOf('text', text)),
      [],
    );
  if (part.has !== undefined) return condition(part.has(wanted));
  const { value, ...scan } = part.scan();
  const rows = rowsOf(scan, as(value, 'text').sql);
  return condition(put`(EXISTS (SELECT FROM ${rows} AS s WHERE s.v = ${wanted.sql}))`, 'none');
}

export const listFunctions = {
  IF: (call) => cases(call, 1),
  IFS: (call) => cases(call, Math.floor(call.args.length / 2)),
  AND: (call) => joinedBy(call, 'AND'),
  OR: (call) => joinedBy(call, 'OR'),
  NOT: (call) => not(call.of(0, 'boolean')),
  ANY: (call) => condition(put`(${exists(filtered(call))})`, 'none'),
  ALL: (call) => {
    const scan = call.items()();
    const failing = not(call.each(1, scan.row, 'boolean')).sql;
    return condition(put`(NOT ${exists({ ...scan, where: [...scan.where, failing] })})`, 'none');
  },
  FILTER: (call) => {
    const scan = call.items();
    return { is: 'items', scan: () => filtered(call, scan()) };
  },
  SUM: sum,
  SUMIF: (call) => {
    const scan = filtered(call);
    const rows = rowsOf(scan, call.each(2, scan.row, 'number').sql);
    return one('number', put`formula_fit(coalesce(${aggregate(raw('sum(s.v)'), rows)}, 0))`);
  },
  AVERAGE: average,
  MIN: extreme('min'),
  MAX: extreme('max'),
  COUNT: count,
  COUNTIF: (call) => one('number', put`${countOf(filtered(call))}::numeric`, 'none'),
  JOIN: join,
  ISBLANK: (call) => isBlank(call.part(0)),
  COALESCE: (call) => {
    const { kind, values } = call.same(indexes(call));
    const full = values.some((value) => value.nulls !== 'empty');
    if (kind === 'blank') return constantOf('blank', null);
    return one(kind, put`COALESCE(${list(values.map(exact))})`, full ? 'none' : 'empty');
  },
  IN: isIn,
  CONTAINS: contains,
} satisfies Partial<Record<FunctionName, SqlOf>>;
