/** One row of the grid. */
import { memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Reader } from '#core/fields';
import { isNumeric } from '../table/columns.ts';
import { holds, type Marked } from '../table/grid-moves.ts';
import type { TableColumn, TableRow } from '../table/model.ts';
import { CellText } from './cell-text.tsx';
import { type CellProblem, cellKey } from './use-edits.ts';
import { leadWidths } from './use-widths.ts';

interface GridRowProps {
  row: TableRow | undefined;
  index: number;
  columns: readonly TableColumn[];
  frozen: number;
  reader: Reader;
  /** Column of the cell in front, when it is in this row. */
  front: number | null;
  marked: Marked | null;
  chosen: boolean;
  saving: boolean;
  problems: ReadonlyMap<string, CellProblem>;
  title: string;
  href: string;
  onChoose(index: number, extend: boolean): void;
  /** What stands in the cell in front beside its text. */
  inFront?: ReactNode;
}

const lead = leadWidths.length;
export const frozenClass = (column: number, frozen: number): string =>
  column < lead + frozen ? ` frozen frozen-${column}` : '';

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, columns, frozen, reader, front, marked, chosen, saving, problems } = props;
  const at = (column: number) => ({
    'aria-colindex': column + 1,
    'data-column': column,
    tabIndex: front === column ? 0 : -1,
  });
  // The same cells as the row will have: a cell that held the focus goes on holding it, and nothing moves when the row comes.
  if (row === undefined)
    return (
      <tr aria-rowindex={index + 2} aria-busy className="grid-waiting" data-row={index}>
        <td
          {...at(0)}
          className={`check${frozenClass(0, frozen)}`}
          data-focus={front === 0 ? '' : undefined}
        />
        <td
          {...at(1)}
          className={`open${frozenClass(1, frozen)}`}
          data-focus={front === 1 ? '' : undefined}
        />
        {columns.map(({ field }, offset) => (
          <td
            key={field.id}
            {...at(lead + offset)}
            className={frozenClass(lead + offset, frozen)}
            data-focus={front === lead + offset ? '' : undefined}
          >
            {offset === 0 && <span className="cell-text">読み込んでいます</span>}
          </td>
        ))}
      </tr>
    );
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-busy={saving || undefined}
      data-row={index}
      className={saving ? 'grid-saving' : undefined}
    >
      <td {...at(0)} className={`check${frozenClass(0, frozen)}`} data-focus={front === 0 ? '' : undefined}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={chosen}
          aria-label={`${props.title}を選ぶ`}
          onChange={() => undefined}
          onClick={(event) => props.onChoose(index, event.shiftKey)}
        />
      </td>
      <td {...at(1)} className={`open${frozenClass(1, frozen)}`}>
        <Link
          to={props.href}
          tabIndex={-1}
          aria-label={`${props.title}を開く`}
          data-focus={front === 1 ? '' : undefined}
        >
          開く
        </Link>
      </td>
      {columns.map((column, offset) => {
        const { field } = column;
        const place = lead + offset;
        const problem = problems.get(cellKey(row.id, field.id));
        const inMarked = marked !== null && holds(marked, { row: index, column: place });
        const isFront = front === place;
        const own = isFront ? props.inFront : undefined;
        return (
          <td
            key={field.id}
            {...at(place)}
            className={
              [
                isNumeric(field) ? 'number' : '',
                inMarked ? 'marked' : '',
                isFront ? 'front' : '',
                problem === undefined ? '' : 'wrong',
              ].join(' ') + frozenClass(place, frozen)
            }
            data-focus={isFront && own == null ? '' : undefined}
            // With a text box inside, that is what holds the focus.
            tabIndex={isFront && own == null ? 0 : -1}
          >
            <span className="cell-text">
              {problem?.text ?? <CellText field={field} row={row} reader={reader} />}
            </span>
            {problem !== undefined && (
              <span className="visually-hidden">保存していません：{problem.message}</span>
            )}
            {own}
          </td>
        );
      })}
    </tr>
  );
});
