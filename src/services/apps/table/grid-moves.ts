/** Where a key leads in the grid (WAI-ARIA grid pattern). Row -1 is the heading. Pure. */

export interface CellAt {
  row: number;
  column: number;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that show at once. */
  page: number;
}

export interface KeyPress {
  key: string;
  ctrl: boolean;
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** Null: the key moves nothing. */
export function moved({ row, column }: CellAt, { key, ctrl }: KeyPress, size: GridSize): CellAt | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = (nextRow: number, nextColumn: number): CellAt => ({
    row: clamp(nextRow, -1, last.row),
    column: clamp(nextColumn, 0, last.column),
  });
  switch (key) {
    case 'ArrowUp':
      return to(ctrl ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(ctrl ? last.row : row + 1, column);
    case 'ArrowLeft':
      return to(row, ctrl ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, ctrl ? last.column : column + 1);
    case 'Home':
      return to(ctrl ? 0 : row, 0);
    case 'End':
      return to(ctrl ? last.row : row, last.column);
    case 'PageUp':
      return to(Math.max(row - size.page, 0), column);
    case 'PageDown':
      return to(row + size.page, column);
    default:
      return null;
  }
}

export interface Marked {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The block between the cell where marking began and the one where it stands. */
export function markedBetween(from: CellAt, to: CellAt): Marked {
  return {
    top: Math.max(0, Math.min(from.row, to.row)),
    bottom: Math.max(0, Math.max(from.row, to.row)),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

export const holds = ({ top, bottom, left, right }: Marked, { row, column }: CellAt): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;
