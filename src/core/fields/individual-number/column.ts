import type { FieldColumn } from '../column.ts';
import { sealedColumn } from '../column-kinds.ts';

export const individualNumberColumn: FieldColumn = sealedColumn;
