/**
 * Lines of a record in a file: repeated rows. A row with a mark in the column レコードの開始行 begins a record, as in files of kintone;
 * without that column, a row with another key does. The rows below it, up to the next one, hold further lines. Pure.
 */
import type { Mapping } from './model.ts';
import type { SheetRow } from './reader/sheet.ts';

/** Rows of one record; beyond that the file is not what it seems. */
export const mostRowsOfRecord = 1_000;

/** `3.5`: field 5 of the lines of field 3. */
export function lineTarget(target: string | null): { field: number; child: number } | null {
  const found = /^(\d+)\.(\d+)$/.exec(target ?? '');
  return found === null ? null : { field: Number(found[1]), child: Number(found[2]) };
}

/** Says of each row, one after the other, whether a record begins there. Files without lines: every row is one. */
export function recordStarts({ columns, key }: Mapping): (cells: readonly string[]) => boolean {
  if (!columns.some((target) => lineTarget(target) !== null)) return () => true;
  const mark = columns.indexOf('mark');
  const place = mark >= 0 ? mark : key === null ? -1 : columns.indexOf(key);
  if (place < 0) return () => true;
  let first = true;
  let before = '';
  return (cells) => {
    const cell = (cells[place] ?? '').trim();
    const begins = first || (cell !== '' && (mark >= 0 || cell !== before));
    first = false;
    if (cell !== '') before = cell;
    return begins;
  };
}

/** The rows of each record. The first of `rows` begins one. */
export function recordsOf(mapping: Mapping, rows: readonly SheetRow[]): SheetRow[][] {
  const starts = recordStarts(mapping);
  const records: SheetRow[][] = [];
  for (const row of rows)
    if (starts(row.cells)) records.push([row]);
    else records.at(-1)!.push(row);
  return records;
}
