import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** The tree with its plain text beside it: searching, sorting and formulas need no walk through the tree. */
export const richTextColumn: FieldColumn = {
  .../* @__PURE__ */ jsonColumn((column) => `${column} ->> 'text'`),
  asFormula: (column) => ({ text: `nullif(${column} ->> 'text', '')`, sqlType: 'text' }),
};
