import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

export const signatureColumn: FieldColumn = {
  .../* @__PURE__ */ jsonColumn(() => null),
  // Signed or empty: formulas see no stroke.
  asFormula: (column) => ({ text: `CASE WHEN ${column} IS NOT NULL THEN true END`, sqlType: 'boolean' }),
};
