/** Values in the `overflow` column are answers as JSON; this reads one as the type its column would have. */
import type { ColumnType } from './model.ts';

/** SQL text; `overflow` may be qualified (`r.overflow`). */
export function overflowExpression(sqlType: ColumnType, fieldId: number, overflow = 'overflow'): string {
  const json = `${overflow} -> '${fieldId}'`;
  const text = `${overflow} ->> '${fieldId}'`;
  if (sqlType === 'jsonb') return `(${json})`;
  // Answers write instants as Tokyo's clock without a zone.
  if (sqlType === 'timestamptz') return `((${text}) || '+09:00')::timestamptz`;
  if (sqlType.endsWith('[]'))
    return `nullif(ARRAY(SELECT jsonb_array_elements_text(${json})), '{}')::${sqlType}`;
  return `(${text})::${sqlType}`;
}
