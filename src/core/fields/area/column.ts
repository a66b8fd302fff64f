import type { FieldColumn } from '../column.ts';
import { textColumn } from '../column-kinds.ts';

export const areaColumn: FieldColumn = textColumn;
