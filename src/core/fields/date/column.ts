import type { FieldColumn } from '../column.ts';
import { dateColumn as column, textColumn } from '../column-kinds.ts';

export const dateColumn: FieldColumn = column;

/** Days with unknown parts (`1945-08-00`) are no SQL date: ISO text, which sorts the same. */
export const unknownDateColumn: FieldColumn = textColumn;
