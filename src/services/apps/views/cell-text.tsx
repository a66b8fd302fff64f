/** What a cell shows: words and figures, and for what may not be read that this is so. */
import { type Field, printShort, type Reader } from '#core/fields';
import { Mark } from '#ui/staff';
import type { TableRow } from '../table/model.ts';

export function CellText({ field, row, reader }: { field: Field; row: TableRow; reader: Reader }) {
  if (row.standing.hidden.includes(field.id))
    return (
      <span className="cell-hidden">
        <span aria-hidden="true">―</span>
        <span className="visually-hidden">見る権限がありません</span>
      </span>
    );
  const text = printShort(field, row.answers[String(field.id)], reader);
  if (text === '') return null;
  return field.type === 'status' ? <Mark tone="work">{text}</Mark> : text;
}
