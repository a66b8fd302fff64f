/** The storage facet of a field type. */
import type { Json } from './model.ts';

export interface FieldColumn {
  /** PostgreSQL type of the column `f<id>`; null when values live in a child table (lines). */
  sqlType: 'text' | 'numeric' | 'boolean' | 'date' | 'jsonb' | 'bytea' | null;
  /** Parsed value → bind parameter. Sealed types receive the already sealed bytes. */
  toColumn(value: Json): unknown;
  /** Driver value → parsed value. */
  fromColumn(value: unknown): Json;
  /** SQL expression giving text to filter and sort by, from the quoted column; null when neither is allowed. */
  sortExpression(column: string): string | null;
}
