import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

export const fileColumn: FieldColumn = jsonColumn(() => null);
