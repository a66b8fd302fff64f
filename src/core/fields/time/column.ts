import type { FieldColumn } from '../column.ts';
import { timeColumn as column } from '../column-kinds.ts';

export const timeColumn: FieldColumn = column;
