/** What an export takes its rows from. */
import type { Classification } from '#core/fields';
import type { Cell } from './cells.ts';
import type { ColumnChoice } from './model.ts';

export interface Column<Row> extends ColumnChoice {
  cell(row: Row): Cell;
}

export interface Rows {
  cells: Cell[][];
  /** Keys of the persons each batch speaks of, see `persons.ts`. */
  persons: string[];
  /** What the audit names: the records that went out. */
  ids: string[];
}

/** Rows of one wish for one actor, as often as one walks over them within the same snapshot. */
export interface Source {
  noun: 'case' | 'staff' | 'department' | 'record';
  columns: ColumnChoice[];
  /** What is kept of the question instead of what was posted. */
  query?: Record<string, string>;
  /** Counted by the database, beside and apart from walking. */
  count(): Promise<number>;
  /** Rows that are there and are not given away, because somebody in them is protected. */
  leftOut(): Promise<number>;
  walk(): AsyncGenerator<Rows>;
}

/** Classes of these columns, each once, mildest first. */
export function classesOf(columns: readonly ColumnChoice[]): Classification[] {
  const order: Classification[] = ['public', 'internal', 'personal', 'sensitive', 'sealed'];
  return order.filter((one) => columns.some((column) => column.classification === one));
}

/** The chosen columns in the order they are offered; what is not offered is not there. */
export function pick<C extends ColumnChoice>(all: C[], keys: readonly string[]): C[] {
  return all.filter((column) => keys.includes(column.key));
}
