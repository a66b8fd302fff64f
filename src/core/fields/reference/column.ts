import type { FieldColumn } from '../column.ts';
import { uuidColumn, uuidsColumn } from '../column-kinds.ts';

/** Ids of records of one app. */
export const referenceColumn: FieldColumn = { ...uuidColumn, several: uuidsColumn };
