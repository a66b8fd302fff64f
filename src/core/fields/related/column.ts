import type { FieldColumn } from '../column.ts';
import { childTable } from '../column-kinds.ts';

export const relatedColumn: FieldColumn = { ...childTable, unstored: true };
