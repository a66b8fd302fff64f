/** Headings of the grid: they sort, and columns are drawn wider at their edge. */
import type { PointerEvent } from 'react';
import { isNumeric, isSortable } from '../table/columns.ts';
import type { CellAt } from '../table/grid-moves.ts';
import type { OpenedTable, TableColumn } from '../table/model.ts';
import { frozenClass } from './grid-row.tsx';
import { leadWidths, type Widths } from './use-widths.ts';

interface GridHeadProps {
  columns: readonly TableColumn[];
  frozen: number;
  sort: OpenedTable['sort'];
  at: CellAt;
  widths: Widths;
  allChosen: boolean;
  onChooseAll(): void;
  onSort(column: number): void;
}

const lead = leadWidths.length;

export function GridHead({
  columns,
  frozen,
  sort,
  at,
  widths,
  allChosen,
  onChooseAll,
  onSort,
}: GridHeadProps) {
  const front = at.row < 0 ? at.column : null;
  const focus = (column: number) => ({
    tabIndex: front === column ? 0 : -1,
    'data-focus': front === column ? '' : undefined,
    'data-column': column,
    'aria-colindex': column + 1,
  });
  return (
    <thead>
      <tr aria-rowindex={1} data-row={-1}>
        <th scope="col" {...focus(0)} className={`check${frozenClass(0, frozen)}`}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={allChosen}
            aria-label="この一覧をすべて選ぶ"
            onChange={onChooseAll}
          />
        </th>
        <th scope="col" {...focus(1)} className={`open${frozenClass(1, frozen)}`}>
          <span className="visually-hidden">レコードの画面</span>
        </th>
        {columns.map(({ field }, index) => {
          const by = sort.findIndex((one) => one.field === field.code);
          const order = by < 0 ? 'none' : sort[by]?.descending === true ? 'descending' : 'ascending';
          const sortable = isSortable(field);
          return (
            <th
              key={field.id}
              scope="col"
              {...focus(lead + index)}
              aria-sort={sortable ? order : undefined}
              className={`${isNumeric(field) ? 'number' : ''}${sortable ? ' sortable' : ''}${frozenClass(lead + index, frozen)}`}
              onClick={() => sortable && onSort(index)}
            >
              <span className="cell-text">{field.label.ja}</span>
              {order !== 'none' && (
                <span className="sort-mark" aria-hidden="true">
                  {order === 'ascending' ? '▲' : '▼'}
                  {sort.length > 1 && <small>{by + 1}</small>}
                </span>
              )}
              <Edge index={index} widths={widths} />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Drawn with the pointer; by keyboard Alt and the arrows on the heading do the same. */
function Edge({ index, widths }: { index: number; widths: Widths }) {
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.stopPropagation();
    event.preventDefault();
    const edge = event.currentTarget;
    const [start, width] = [event.clientX, widths.of(index)];
    edge.setPointerCapture(event.pointerId);
    const move = (to: globalThis.PointerEvent) => widths.set(index, width + to.clientX - start);
    const end = () => {
      edge.removeEventListener('pointermove', move);
      edge.removeEventListener('pointerup', end);
    };
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', end);
  };
  return (
    <span
      className="column-edge"
      aria-hidden="true"
      onPointerDown={begin}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
