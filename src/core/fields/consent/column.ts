import type { FieldColumn } from '../column.ts';
import { booleanColumn } from '../column-kinds.ts';

export const consentColumn: FieldColumn = booleanColumn;
