/** What a part of a formula is on its way into SQL, and how fields of rows become such parts. */
import { isPlainDate } from '#kernel/dates';
import type { Scalar } from '../types.ts';
import type { Output } from '../value.ts';
import { momentSteps, type Steps } from './steps.ts';
import { list, param, put, raw, type Sql } from './text.ts';

/** How a value lies in its column. */
export type Stored =
  | 'text'
  | 'numeric'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb'
  | 'text[]'
  | 'uuid[]';

/** A field of a row: an expression and its type. Parameters may stand in it (a mask). Empty is NULL. */
export interface SqlColumn {
  sql: Sql;
  stored: Stored;
}

/** One record or one item of a collection: how its fields are read. Null: the field does not exist here and is empty. */
export interface SqlRow {
  column(id: string): SqlColumn | null;
  /** The items of a collection field under an alias of the compiler's choice; null: there are none. */
  items(id: string, alias: string): SqlItems | null;
}

export interface SqlItems {
  /** `lines AS i1`; what stands in it may name this row's alias only after LATERAL. */
  from: Sql;
  /** Which of them: joins with the row around, leaves out removed lines. */
  where: Sql;
  /** Their order, for JOIN. */
  order: Sql;
  row: SqlRow;
}

/**
 * What NULL means: `none` never there, `empty` the value is empty, `lax` (conditions) false. A comparison with a column stays
 * as an index can use it, and is folded to two values only where the difference counts.
 */
export type Nulls = 'none' | 'empty' | 'lax';

/** One value. */
export interface One {
  is: 'one';
  kind: Scalar | 'blank';
  sql: Sql;
  nulls: Nulls;
  /** Known before any row is read; null is empty. */
  constant?: { value: string | boolean | null };
  /** The column as stored, where the text of a uuid is seen. */
  uuid?: Sql;
  /** Said where comparing with a constant is cheaper on what the value is made of. */
  steps?: Steps | undefined;
}

/** Where values or items come from. */
export interface Scan {
  from: Sql;
  where: readonly Sql[];
  order: readonly Sql[];
}

/** A list of values: of the items of a collection, or of a multiple choice. */
export interface Many {
  is: 'many';
  of: Scalar;
  scan(): Scan & { value: One };
  /** Of a multiple choice: whether it has a value chosen, as an index can find it. */
  has?: (wanted: One) => Sql;
  /** Whether nothing is chosen. */
  blank?: Sql;
  /** Known before any row is read. */
  constant?: readonly string[];
}

export interface Items {
  is: 'items';
  scan(): Scan & { row: SqlRow };
}

export type Part = One | Many | Items;

export const sqlTypes: Record<Scalar, string> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
};

export const no: Sql = raw('FALSE');

export function one(kind: One['kind'], sql: Sql, nulls: Nulls = 'empty'): One {
  return { is: 'one', kind, sql, nulls };
}

/** A condition of which NULL means false. */
export const condition = (sql: Sql, nulls: Nulls = 'lax'): One => one('boolean', sql, nulls);

export function emptyOf(kind: One['kind']): Sql {
  return kind === 'blank' ? raw('NULL') : raw(`NULL::${sqlTypes[kind]}`);
}

/** A value known before any row is read. */
export function constantOf(kind: One['kind'], value: Output): One {
  const known = typeof value === 'string' || typeof value === 'boolean' ? value : null;
  const constant = { value: known };
  if (known === null || kind === 'blank')
    return { is: 'one', kind, sql: emptyOf(kind), nulls: 'empty', constant };
  const sql = typeof known === 'boolean' ? raw(known ? 'TRUE' : 'FALSE') : param(known, sqlTypes[kind]);
  return { is: 'one', kind, sql, nulls: 'none', constant };
}

/** The value as one of that kind: the day of a date and time, the date a literal names; what does not fit is empty. */
export function as(part: One, kind: Scalar): One {
  if (part.kind === kind) return part;
  if (part.constant !== undefined) {
    const { value } = part.constant;
    const day = typeof value === 'string' && kind === 'date' ? value.slice(0, 10) : '';
    return constantOf(kind, isPlainDate(day) ? day : null);
  }
  if (part.kind !== 'datetime' || kind !== 'date') return constantOf(kind, null);
  const day = one('date', put`(${part.sql})::date`);
  return { ...day, steps: part.steps?.day };
}

/** The exact value: a condition's NULL, where it means false, becomes false. */
export function exact(part: One): Sql {
  return part.nulls === 'lax' ? put`(${part.sql} IS TRUE)` : part.sql;
}

/** True or false and nothing else: empty counts as false. */
export function decided(part: One): Sql {
  return part.nulls === 'none' ? part.sql : put`(${part.sql} IS TRUE)`;
}

export function not(part: One): One {
  return condition(part.nulls === 'none' ? put`(NOT ${part.sql})` : put`(${part.sql} IS NOT TRUE)`, 'none');
}

/** How a value reads inside a text; NULL where it is empty. */
export function printed(part: One): Sql {
  switch (part.kind) {
    case 'text':
      return part.sql;
    case 'number':
      return put`trim_scale(${part.sql})::text`;
    case 'date':
      return put`to_char(${part.sql}, 'YYYY-MM-DD')`;
    case 'datetime':
      return put`to_char(${part.sql}, 'YYYY-MM-DD"T"HH24:MI:SS')`;
    default:
      return emptyOf('text');
  }
}

/** The value of a field; what does not fit its type is empty. */
export function fieldOf(column: SqlColumn | null, kind: Scalar): One {
  if (column === null) return constantOf(kind, null);
  const { sql, stored } = column;
  switch (`${kind} ${stored}`) {
    case 'text text':
    case 'number numeric':
    case 'boolean boolean':
    case 'date date':
      return one(kind, sql);
    case 'number integer':
      return one(kind, put`${sql}::numeric`);
    case 'text uuid':
      return { ...one(kind, put`${sql}::text`), uuid: sql };
    case 'text jsonb':
      return one(kind, put`nullif(${sql} #>> '{}', '')`);
    case 'number jsonb':
      return one(kind, put`formula_number(${sql} #>> '{}')`);
    case 'boolean jsonb':
      return one(kind, put`(nullif(nullif(${sql}, 'null'), '""') = 'true'::jsonb)`);
    case 'date text':
      return one(kind, put`formula_date(${sql})`);
    case 'date jsonb':
      return one(kind, put`formula_date(${sql} #>> '{}')`);
    case 'datetime timestamp':
      return { ...one(kind, put`date_trunc('second', ${sql})`), steps: momentSteps(sql, false) };
    case 'datetime timestamptz':
      // Nine hours always, as the value evaluator counts: named zones know summer times of 1948 to 1951.
      return {
        ...one(kind, put`date_trunc('second', ${sql} AT TIME ZONE INTERVAL '9 hours')`),
        steps: momentSteps(sql, true),
      };
    default:
      return constantOf(kind, null);
  }
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Whether a text is a uuid as PostgreSQL prints it; any other equals none. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** A multiple choice as a list of texts. */
export function choicesOf(column: SqlColumn | null, alias: () => string): Many {
  const stored = column?.stored;
  if (column === null || (stored !== 'jsonb' && stored !== 'text[]' && stored !== 'uuid[]'))
    return { is: 'many', of: 'text', scan: () => noValues(alias()), has: () => no, constant: [] };
  const { sql } = column;
  const values =
    stored === 'jsonb'
      ? put`jsonb_array_elements_text(CASE jsonb_typeof(${sql}) WHEN 'array' THEN ${sql} END)`
      : put`unnest(${sql}${raw(stored === 'uuid[]' ? '::text[]' : '')})`;
  return {
    is: 'many',
    of: 'text',
    scan() {
      const name = alias();
      return {
        from: put`${values} WITH ORDINALITY AS ${raw(`${name} (v, n)`)}`,
        where: [],
        order: [raw(`${name}.n`)],
        value: one('text', raw(`${name}.v`)),
      };
    },
    has: (wanted) => chosen(sql, stored, wanted),
    blank:
      stored === 'jsonb'
        ? put`(coalesce(${sql}, '[]') = '[]'::jsonb)`
        : put`(coalesce(cardinality(${sql}), 0) = 0)`,
  };
}

function noValues(alias: string): Scan & { value: One } {
  return { ...noRows(alias), value: constantOf('text', null) };
}

/** Where there is nothing. */
export function noRows(alias: string): Scan & { row: SqlRow } {
  return {
    from: raw(`(SELECT WHERE FALSE) AS ${alias}`),
    where: [],
    order: [raw('NULL')],
    row: { column: () => null, items: () => null },
  };
}

function chosen(sql: Sql, stored: 'jsonb' | 'text[]' | 'uuid[]', wanted: One): Sql {
  if (stored === 'jsonb') return put`(${sql} @> to_jsonb(${wanted.sql}))`;
  if (stored === 'text[]') return put`(${sql} @> ARRAY[${wanted.sql}])`;
  if (wanted.constant === undefined) return put`(${sql}::text[] @> ARRAY[${wanted.sql}])`;
  const { value } = wanted.constant;
  return isUuid(value) ? put`(${sql} @> ARRAY[${param(value, 'uuid')}])` : no;
}

/** Pieces of conditions that must all hold. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('TRUE') : list(conditions, ' AND ');
}

export function rowsOf({ from, where, order }: Scan, value: Sql, ordered = false): Sql {
  const n = ordered ? put`, row_number() OVER (ORDER BY ${list(order)}) AS n` : raw('');
  return put`(SELECT ${value} AS v${n} FROM ${from} WHERE ${allOf(where)})`;
}
