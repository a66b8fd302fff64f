/** The few ways values lie in columns. A type's `column.ts` picks one and says how it sorts. */
import type { FieldColumn } from './column.ts';
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
