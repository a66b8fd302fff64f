/** The few ways values lie in columns. A type's `column.ts` picks one and says how it sorts. */
import { tokyoStamp } from '#kernel/dates';
import type { FieldColumn, SqlType, SystemColumn } from './column.ts';
import type { Json } from './model.ts';

const same = (value: unknown): Json => (value ?? null) as Json;

export const textColumn: FieldColumn = {
  sqlType: 'text',
  toColumn: (value) => (value === '' ? null : value),
  fromColumn: same,
  sortExpression: (column) => column,
};

/** Exact decimals; drivers give numeric as text. `1200.50` of the database is `1200.5` of answers. */
export const numericColumn: FieldColumn = {
  sqlType: 'numeric',
  toColumn: (value) => value,
  fromColumn: (value) =>
    value === null || value === undefined
      ? null
      : String(value)
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, ''),
  sortExpression: (column) => `trim_scale(${column})::text`,
};

export const booleanColumn: FieldColumn = {
  sqlType: 'boolean',
  toColumn: (value) => value,
  fromColumn: same,
  sortExpression: (column) => `${column}::text`,
};

/** Whole days only; a driver that gives Date gives local midnight. */
export const dateColumn: FieldColumn = {
  sqlType: 'date',
  toColumn: (value) => value,
  fromColumn: (value) => (value instanceof Date ? isoOf(value) : same(value)),
  sortExpression: (column) => `${column}::text`,
};

function isoOf(date: Date): string {
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Hours and minutes; the database adds seconds. */
export const timeColumn: FieldColumn = {
  sqlType: 'time',
  toColumn: (value) => value,
  fromColumn: (value) => (typeof value === 'string' ? value.slice(0, 5) : null),
  sortExpression: (column) => `to_char(${column}, 'HH24:MI')`,
};

/** Values are Tokyo's clock without zone, as formulas know them (`2026-04-01T09:30:00`); columns are instants. */
export const timestampColumn: FieldColumn = {
  sqlType: 'timestamptz',
  toColumn: (value) => (value === null ? null : `${value}+09:00`),
  fromColumn: (value) =>
    value === null || value === undefined ? null : stampOf(value instanceof Date ? value : String(value)),
  sortExpression: (column) => `to_char(${column} AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD"T"HH24:MI:SS')`,
};

/** Drivers give Date; JSON made by the database (`2026-04-01T00:30:00+00:00`) text with a zone. */
function stampOf(value: Date | string): string {
  return tokyoStamp(typeof value === 'string' ? new Date(value) : value);
}

/** The id of one staff member. */
export const uuidColumn: FieldColumn = {
  sqlType: 'uuid',
  toColumn: (value) => value,
  fromColumn: same,
  sortExpression: (column) => `${column}::text`,
};

const emptyAsNull = (value: unknown): Json =>
  Array.isArray(value) && value.length > 0 ? (value as Json) : null;

/** Several ids of staff; drivers read and write arrays of JavaScript. Empty is NULL. */
export const uuidsColumn: FieldColumn = {
  sqlType: 'uuid[]',
  toColumn: emptyAsNull,
  fromColumn: emptyAsNull,
  sortExpression: (column) => `${column}::text`,
};

/** Several codes. Empty is NULL. */
export const textsColumn: FieldColumn = { ...uuidsColumn, sqlType: 'text[]' };

/** A column of the record itself, read as `kind`. */
export function systemColumn(kind: FieldColumn, system: SystemColumn): FieldColumn {
  return { ...kind, system };
}

export function jsonColumn(sortExpression: (column: string) => string | null): FieldColumn {
  return {
    sqlType: 'jsonb',
    // Drivers write arrays as PostgreSQL arrays: JSON is handed over as text.
    toColumn: (value) => (value === null ? null : JSON.stringify(value)),
    fromColumn: (value) => (typeof value === 'string' ? (JSON.parse(value) as Json) : same(value)),
    sortExpression,
  };
}

/** Sealed before it comes here; neither sorted nor filtered. */
export const sealedColumn: FieldColumn = {
  sqlType: 'bytea',
  toColumn: (value) => value,
  fromColumn: same,
  sortExpression: () => null,
};

/** Values live in a child table. */
export const childTable: FieldColumn = {
  sqlType: null,
  toColumn: () => null,
  fromColumn: () => null,
  sortExpression: () => null,
};

/** Stored shapes outlive the definitions of their fields: what is known of an old column is its SQL type. `jsonb` and `bytea` are read as they are. */
export const columnKinds: Readonly<Record<Exclude<SqlType, 'jsonb' | 'bytea'>, FieldColumn>> = {
  text: textColumn,
  numeric: numericColumn,
  boolean: booleanColumn,
  date: dateColumn,
  time: timeColumn,
  timestamptz: timestampColumn,
  uuid: uuidColumn,
  'text[]': textsColumn,
  'uuid[]': uuidsColumn,
};
