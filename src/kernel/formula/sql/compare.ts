/** Comparisons in SQL: two-valued in the end, but written so that an index on the column can serve them. */
import type { Operator } from '../expr.ts';
import type { Scalar } from '../types.ts';
import { as, condition, exact, isUuid, no, not, type One, one, sqlTypes } from './parts.ts';
import { compareSteps } from './steps.ts';
import { list, param, put, raw, type Sql } from './text.ts';

type Ordering = '<' | '<=' | '>' | '>=';

/** The kind values share; a literal "2024-04-01" is a date beside dates. Null where they are unlike. */
export function sharedKind(parts: readonly One[]): Scalar | 'blank' | null {
  const kinds = new Set(parts.flatMap((part) => (part.kind === 'blank' ? [] : [part.kind])));
  const [first = 'blank'] = kinds;
  if (kinds.size < 2) return first;
  const dates = kinds.size === 2 && kinds.has('date') && kinds.has('text');
  return dates && parts.every((part) => part.kind !== 'text' || isText(part)) ? 'date' : null;
}

const isText = (part: One): boolean => part.kind === 'text' && part.constant !== undefined;

export function compare(op: Operator, left: One, right: One): One {
  const kind = sharedKind([left, right]);
  if (kind === 'blank') return condition(op === '=' ? raw('TRUE') : no, 'none');
  if (kind === null) return unlike(op, left, right);
  const [a, b] = [as(left, kind), as(right, kind)];
  if (op === '=' || op === '<>') return equal(a, b, op);
  return ordered(op as Ordering, a, b, kind);
}

/** Nothing the checker lets pass: they are equal only where both are empty. */
function unlike(op: Operator, left: One, right: One): One {
  const both = condition(put`(num_nonnulls(${exact(left)}, ${exact(right)}) = 0)`, 'none');
  return op === '=' ? both : op === '<>' ? not(both) : condition(no, 'none');
}

/** Empty equals empty and nothing else. */
export function equal(a: One, b: One, op: '=' | '<>' = '='): One {
  if (a.constant !== undefined && b.constant === undefined) return equal(b, a, op);
  const negative = op === '<>';
  if (b.constant?.value === null)
    return condition(put`(${exact(a)} IS ${raw(negative ? 'NOT NULL' : 'NULL')})`, 'none');
  if (b.constant !== undefined && a.uuid !== undefined) {
    const { value } = b.constant;
    const same = isUuid(value)
      ? condition(put`(${a.uuid} = ${param(value, 'uuid')})`)
      : condition(no, 'none');
    return negative ? not(same) : same;
  }
  const within = stepped('=', a, b);
  if (within !== null) return negative ? not(within) : within;
  const [x, y] = [exact(a), exact(b)];
  const never = (part: One) => part.nulls !== 'empty';
  if (negative)
    return condition(never(a) && never(b) ? put`(${x} <> ${y})` : put`(${x} IS DISTINCT FROM ${y})`, 'none');
  if (never(a) || never(b)) return condition(put`(${x} = ${y})`, never(a) && never(b) ? 'none' : 'lax');
  return condition(put`(${x} IS NOT DISTINCT FROM ${y})`, 'none');
}

const turned: Record<Ordering, Ordering> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function ordered(op: Ordering, a: One, b: One, kind: Scalar): One {
  if (a.constant?.value === null || b.constant?.value === null || kind === 'boolean')
    return condition(no, 'none');
  if (a.constant !== undefined && b.constant === undefined) return ordered(turned[op], b, a, kind);
  const range = stepped(op, a, b);
  if (range !== null) return range;
  // By code point, whatever the database sorts by.
  const x = kind === 'text' ? put`${a.sql} COLLATE "C"` : a.sql;
  return condition(
    put`(${x} ${raw(op)} ${b.sql})`,
    a.nulls === 'none' && b.nulls === 'none' ? 'none' : 'lax',
  );
}

function stepped(op: '=' | Ordering, { steps }: One, { constant }: One): One | null {
  if (steps === undefined || typeof constant?.value !== 'string') return null;
  const sql = compareSteps(op, steps, constant.value);
  return sql === null ? null : condition(sql);
}

/** Candidates in rows of a list, as values of that kind. */
export interface Candidates {
  of: Scalar;
  rows(kind: Scalar): Sql;
}

/** Whether the value is among others: `=` with any of them, so empty is among empties. */
export function among(wanted: One, others: readonly One[], lists: readonly Candidates[]): One {
  const kind = sharedKind([wanted, ...others, ...lists.map(({ of }) => one(of, raw('')))]);
  if (kind === null) return condition(no, 'none');
  const typed: Scalar = kind === 'blank' ? 'text' : kind;
  const value = as(wanted, typed);
  const rows = lists.map((each) => each.rows(typed));
  const [known, open]: [One[], One[]] = [[], []];
  for (const other of others) (other.constant === undefined ? open : known).push(as(other, typed));
  // A long text stands once only, or conditions inside conditions would double it at every level.
  const found =
    value.sql.strings.join('').length > 300
      ? once(value, [...known, ...open], rows)
      : [...oneOf(value, known), ...anyOf(value, open), ...rows.map((each) => inRows(value, each))];
  if (found.length === 0) return condition(no, 'none');
  if (found.length === 1) return found[0] as One;
  const nulls = found.every((one) => one.nulls === 'none') ? 'none' : 'lax';
  return condition(
    put`(${list(
      found.map((one) => one.sql),
      ' OR ',
    )})`,
    nulls,
  );
}

function once(value: One, others: readonly One[], lists: readonly Sql[]): One[] {
  if (lists.length === 0) return others.length === 0 ? [] : [inArray(value, others)];
  const single = others.map((one) => put`(SELECT ${exact(one)} AS v)`);
  return [inRows(value, put`(${list([...lists, ...single], ' UNION ALL ')})`)];
}

/** Constants: `= ANY ($1)`, which an index serves. */
function oneOf(value: One, known: readonly One[]): One[] {
  if (known.length === 0) return [];
  const values = known.flatMap((one) => (one.constant?.value === null ? [] : [one]));
  const parts: One[] = [];
  if (values.length < known.length) parts.push(condition(put`(${exact(value)} IS NULL)`, 'none'));
  if (values.length === 0 || value.constant?.value === null) return parts;
  if (values.length === 1 || value.steps !== undefined || value.kind === 'boolean')
    return [...parts, ...values.map((one) => equal(value, one))];
  const { uuid } = value;
  const texts = values.map((one) => one.constant?.value).filter((one) => uuid === undefined || isUuid(one));
  const type = uuid === undefined ? sqlTypes[value.kind === 'blank' ? 'text' : value.kind] : 'uuid';
  parts.push(condition(put`(${uuid ?? value.sql} = ANY (${param(texts, `${type}[]`)}))`, 'lax'));
  return parts;
}

/** Values of the row. */
function anyOf(value: One, open: readonly One[]): One[] {
  if (open.length === 0) return [];
  return [open.length === 1 ? equal(value, open[0] as One) : inArray(value, open)];
}

/** array_position compares as IS NOT DISTINCT FROM does. */
function inArray(value: One, others: readonly One[]): One {
  const array = list(others.map(exact));
  return condition(put`(array_position(ARRAY[${array}], ${exact(value)}) IS NOT NULL)`, 'none');
}

function inRows(value: One, rows: Sql): One {
  return condition(
    put`(EXISTS (SELECT FROM ${rows} AS among WHERE among.v IS NOT DISTINCT FROM ${exact(value)}))`,
    'none',
  );
}
