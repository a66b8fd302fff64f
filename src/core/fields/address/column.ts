import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** Sorts by post code, then by the text as written, as bundles of letters do. */
export const addressColumn: FieldColumn = /* @__PURE__ */ jsonColumn(
  (column) => `coalesce(${column}->>'postCode', '') || ' ' || coalesce(${column}->>'asWritten', '')`,
);
