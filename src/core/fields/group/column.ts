import type { FieldColumn } from '../column.ts';
import { textColumn, textsColumn } from '../column-kinds.ts';

/** Ids of groups. */
export const groupColumn: FieldColumn = { ...textColumn, several: textsColumn };
