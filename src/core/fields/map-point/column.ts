import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** Two decimals as text: never a binary number, which would come back as another one. */
export const mapPointColumn: FieldColumn = {
  .../* @__PURE__ */ jsonColumn(() => null),
  asFormula: (column) => ({
    text: `((${column} ->> 'lat') || ',' || (${column} ->> 'lng'))`,
    sqlType: 'text',
  }),
};
