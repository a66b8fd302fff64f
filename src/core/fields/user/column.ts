import type { FieldColumn } from '../column.ts';
import { uuidColumn, uuidsColumn } from '../column-kinds.ts';

/** Staff ids. */
export const userColumn: FieldColumn = { ...uuidColumn, several: uuidsColumn };
