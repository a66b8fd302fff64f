import type { FieldColumn } from '../column.ts';
import { textColumn } from '../column-kinds.ts';

/** Unique in its table, so that a counter that was set back by hand stops creations instead of giving a number twice. */
export const autoNumberColumn: FieldColumn = { ...textColumn, unique: true };
