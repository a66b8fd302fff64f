import type { FieldColumn } from '../column.ts';
import { textColumn as column } from '../column-kinds.ts';

export const textColumn: FieldColumn = column;
