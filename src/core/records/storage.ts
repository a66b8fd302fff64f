/** How values of a field lie in a column: the facets of core/fields, and ciphertext for sealed fields. */
import { columnKinds, columnOf, type Field, type Json, type SystemColumn } from '#core/fields';
import { isEmpty } from './diff.ts';
import { type ColumnType, isSealed } from './model.ts';

/** Null when the field has a child table of its own. */
export function storageOf(
  field: Field,
): { sqlType: ColumnType; sealed: boolean; system?: SystemColumn; unique?: true } | null {
  const { sqlType, system, unique } = columnOf(field);
  if (sqlType === null) return null;
  if (system !== undefined) return { sqlType, sealed: false, system };
  const sealed = field.classification === 'sealed' || sqlType === 'bytea';
  return {
    sqlType: sealed ? 'bytea' : sqlType,
    sealed,
    ...(unique === undefined || sealed ? {} : { unique }),
  };
}

/** The bind parameter for a value; every parameter is cast to the column's type in the statement. */
export function toParameter(sqlType: ColumnType, value: Json | undefined): unknown {
  if (value === undefined || isEmpty(value)) return null;
  if (sqlType === 'jsonb') return JSON.stringify(value);
  if (sqlType !== 'bytea') return columnKinds[sqlType].toColumn(value);
  // Plain text must never reach a sealed column; whoever writes it forgot to encrypt.
  if (!isSealed(value)) throw new Error('a sealed field was given a value that is not sealed');
  return Buffer.from(value.sealed, 'base64');
}

/** The inverse of `toParameter`, from what the driver gives. */
export function fromDriver(sqlType: ColumnType, value: unknown): Json {
  if (value === null || value === undefined) return null;
  // The driver has read it already, and a JSON string must not be read twice.
  if (sqlType === 'jsonb') return value as Json;
  if (sqlType === 'bytea') return { sealed: (value as Buffer).toString('base64') };
  return columnKinds[sqlType].fromColumn(value);
}
