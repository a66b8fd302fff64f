/** The storage facet of a field type. */
import type { Field, Json } from './model.ts';

export type SqlType =
  | 'text'
  | 'numeric'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamptz'
  | 'uuid'
  | 'text[]'
  | 'uuid[]'
  | 'jsonb'
  | 'bytea';

/** Columns every record table has of its own, and that fields of some types show. */
export type SystemColumn = 'state' | 'assignees' | 'created_by' | 'created_at' | 'updated_by' | 'updated_at';

export interface FieldColumn {
  /** PostgreSQL type of the column `f<id>`; null when values live in a child table (lines). */
  sqlType: SqlType | null;
  /** The field shows this column of the record itself: it has no `f<id>`, and answers never write it. */
  system?: SystemColumn;
  /** Instead, where `options.multiple` asks for several values. */
  several?: FieldColumn;
  /** No two records hold the same value; the table makes sure. */
  unique?: true;
  /** Nothing is stored at all: read from elsewhere when shown. */
  unstored?: true;
  /** Parsed value → bind parameter. Sealed types receive the already sealed bytes. */
  toColumn(value: Json): unknown;
  /** Driver value → parsed value. */
  fromColumn(value: unknown): Json;
  /** What formulas see (`toFormula`) as SQL and its type, where that is not the column itself. */
  asFormula?(
    column: string,
    field: Pick<Field, 'options'>,
  ): { text: string; sqlType: 'numeric' | 'text' | 'boolean' };
  /** SQL expression giving text to filter and sort by, from the quoted column; null when neither is allowed. */
  sortExpression(column: string): string | null;
}
