/** How values of a field lie in a column: the facets of core/fields, and ciphertext for sealed fields. */
import { columnOf, columns, type Field, type FieldColumn, type Json } from '#core/fields';
import { isEmpty } from './diff.ts';
import { type ColumnType, isSealed } from './model.ts';

/** Null when the field has a child table of its own. */
export function storageOf(field: Field): { sqlType: ColumnType; sealed: boolean } | null {
  const { sqlType } = columnOf(field);
  if (sqlType === null) return null;
  const sealed = field.classification === 'sealed' || sqlType === 'bytea';
  return { sqlType: sealed ? 'bytea' : sqlType, sealed };
}

/**
 * By column type, because a stored shape outlives the field's definition. `jsonb` is not here: the driver
 * has read it already, and a JSON string must not be read twice.
 */
const facets: Record<Exclude<ColumnType, 'jsonb' | 'bytea'>, FieldColumn> = {
  text: columns.text,
  numeric: columns.number,
  boolean: columns['yes-no'],
  date: columns.date,
};

/** The bind parameter for a value; every parameter is cast to the column's type in the statement. */
export function toParameter(sqlType: ColumnType, value: Json | undefined): unknown {
  if (value === undefined || isEmpty(value)) return null;
  if (sqlType === 'jsonb') return JSON.stringify(value);
  if (sqlType !== 'bytea') return facets[sqlType].toColumn(value);
  // Plain text must never reach a sealed column; whoever writes it forgot to encrypt.
  if (!isSealed(value)) throw new Error('a sealed field was given a value that is not sealed');
  return Buffer.from(value.sealed, 'base64');
}

/** The inverse of `toParameter`, from what the driver gives. */
export function fromDriver(sqlType: ColumnType, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (sqlType === 'jsonb') return value as Json;
  if (sqlType === 'bytea') return { sealed: (value as Buffer).toString('base64') };
  return facets[sqlType].fromColumn(value);
}
