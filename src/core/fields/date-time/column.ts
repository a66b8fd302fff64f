import type { FieldColumn } from '../column.ts';
import { timestampColumn } from '../column-kinds.ts';

export const dateTimeColumn: FieldColumn = timestampColumn;
