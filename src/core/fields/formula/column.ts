import type { FieldColumn } from '../column.ts';
import { booleanColumn, dateColumn, jsonColumn, numericColumn, textColumn } from '../column-kinds.ts';
import type { FormulaOptions } from './contract.ts';

/** Where the result is not known. */
export const formulaColumn: FieldColumn = /* @__PURE__ */ jsonColumn((column) => `${column}#>>'{}'`);

/** Typed by what the formula gives, so that it groups and sorts as that. */
export function formulaColumnOf(result: FormulaOptions['result']): FieldColumn {
  if (result === 'number') return numericColumn;
  if (result === 'boolean') return booleanColumn;
  if (result === 'date') return dateColumn;
  return result === 'text' ? textColumn : formulaColumn;
}
