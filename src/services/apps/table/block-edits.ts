/** Acts on a marked block of cells, as changes row by row: emptying, filling down, what is copied. Pure. */
import type { Answers, Json, Reader } from '#core/fields';
import { copiedText, same } from './cell-value.ts';
import { isNumeric } from './columns.ts';
import type { Marked } from './grid-moves.ts';
import type { TableColumn, TableRow } from './model.ts';

export interface BlockOf {
  columns: readonly TableColumn[];
  at(row: number): TableRow | undefined;
  reader: Reader;
}

export interface ValuesOfRow {
  row: TableRow;
  values: Answers;
}

type MayChange = (column: TableColumn, row: TableRow) => boolean;

/** Rows of the block that were read; a block that reaches beyond them ends there. */
function rowsIn({ at }: BlockOf, { top, bottom }: Marked): TableRow[] {
  const rows: TableRow[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const found = at(row);
    if (found === undefined) break;
    rows.push(found);
  }
  return rows;
}

const columnsIn = ({ columns }: BlockOf, { left, right }: Marked): TableColumn[] =>
  columns.slice(left, right + 1);

/** The first row of the block stands in all that follow. Of a single row: the one above it. */
export function filledDown(block: BlockOf, marked: Marked, may: MayChange): ValuesOfRow[] {
  const single = marked.top === marked.bottom;
  if (single && marked.top === 0) return [];
  const [source, ...rest] = rowsIn(block, single ? { ...marked, top: marked.top - 1 } : marked);
  if (source === undefined) return [];
  return changed(block, marked, rest, may, (id) => source.answers[id] ?? null);
}

export const emptied = (block: BlockOf, marked: Marked, may: MayChange): ValuesOfRow[] =>
  changed(block, marked, rowsIn(block, marked), may, () => null);

function changed(
  block: BlockOf,
  marked: Marked,
  rows: readonly TableRow[],
  may: MayChange,
  given: (id: string) => Json,
): ValuesOfRow[] {
  return rows.flatMap((row) => {
    const values: Answers = {};
    for (const column of columnsIn(block, marked)) {
      const id = String(column.field.id);
      if (may(column, row) && !same(row.answers[id], given(id))) values[id] = given(id);
    }
    return Object.keys(values).length === 0 ? [] : [{ row, values }];
  });
}

/** What leaves by the clipboard, and which columns are text whatever it looks like. */
export function copied(block: BlockOf, marked: Marked): { cells: string[][]; text: boolean[] } {
  const columns = columnsIn(block, marked);
  return {
    cells: rowsIn(block, marked).map(({ answers }) =>
      columns.map(({ field }) => copiedText(field, answers[String(field.id)], block.reader)),
    ),
    text: columns.map(({ field }) => !isNumeric(field) && !field.type.startsWith('date')),
  };
}

export interface Pasted {
  changes: { row: TableRow; texts: Record<string, string> }[];
  /** Cells that may not be changed: told, not sent. */
  closed: { row: TableRow; field: number }[];
  /** Rows and columns of the block for which there is no place in the list. */
  left: { rows: number; columns: number };
  marked: Marked;
}

/** Lays texts over the list from the upper left of what is marked. */
export function pastedOver(
  block: BlockOf,
  texts: readonly (readonly string[])[],
  marked: Marked,
  may: MayChange,
): Pasted {
  const changes: Pasted['changes'] = [];
  const closed: Pasted['closed'] = [];
  const width = Math.max(...texts.map((row) => row.length));
  const columns = block.columns.slice(marked.left, marked.left + width);
  let rows = 0;
  for (const [index, line] of texts.entries()) {
    const row = block.at(marked.top + index);
    if (row === undefined) break;
    rows += 1;
    const given: Record<string, string> = {};
    for (const [offset, column] of columns.entries()) {
      const text = line[offset];
      if (text === undefined) continue;
      if (may(column, row)) given[String(column.field.id)] = text;
      else if (copiedText(column.field, row.answers[String(column.field.id)], block.reader) !== text)
        closed.push({ row, field: column.field.id });
    }
    if (Object.keys(given).length > 0) changes.push({ row, texts: given });
  }
  return {
    changes,
    closed,
    left: { rows: texts.length - rows, columns: width - columns.length },
    marked: {
      ...marked,
      bottom: marked.top + Math.max(rows, 1) - 1,
      right: marked.left + columns.length - 1,
    },
  };
}
