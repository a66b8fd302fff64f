import type { FieldColumn } from '../column.ts';
import { textColumn, textsColumn } from '../column-kinds.ts';

/** Codes of departments. */
export const departmentColumn: FieldColumn = { ...textColumn, several: textsColumn };
