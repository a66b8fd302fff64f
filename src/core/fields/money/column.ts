import type { FieldColumn } from '../column.ts';
import { numericColumn } from '../column-kinds.ts';

export const moneyColumn: FieldColumn = numericColumn;
