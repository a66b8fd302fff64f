/** A table of groups; every figure opens the records behind it. */
import { ScrollBox } from '#ui/staff';
import type { PivotCell, PivotData } from '../model.ts';
import type { OpenCell } from './mark-group.tsx';

export function PivotTable({ data, label, open }: { data: PivotData; label: string; open: OpenCell }) {
  const { rowHeads, columns, columnHead, measures, rows, totals, grand } = data;
  // Without a second grouping there is one column, which has no name.
  const wide = columns.some((one) => one.length > 0);
  const several = measures.length > 1;
  const headRows = (wide ? 1 : 0) + (several || !wide ? 1 : 0);
  const columnName = (index: number): string => columns[index]?.join('・') ?? '';
  const names = wide
    ? columns.flatMap((_one, index) =>
        measures.map((measure) => (several ? `${columnName(index)}・${measure}` : columnName(index))),
      )
    : measures;
  return (
    <ScrollBox label={label}>
      <table className="table pivot">
        <thead>
          <tr>
            {rowHeads.map((head) => (
              <th key={head} scope="col" rowSpan={headRows}>
                {head}
              </th>
            ))}
            {wide
              ? columns.map((one) => (
                  <th key={one.join('\n')} scope="colgroup" colSpan={measures.length} className="number">
                    {one.join('・')}
                  </th>
                ))
              : measures.map((one) => (
                  <th key={one} scope="col" className="number">
                    {one}
                  </th>
                ))}
            {wide && (
              <th scope="colgroup" colSpan={measures.length} className="number">
                合計
              </th>
            )}
          </tr>
          {wide && several && (
            <tr>
              {[...columns, ['合計']].flatMap((column) =>
                measures.map((measure) => (
                  <th key={`${column.join('\n')} ${measure}`} scope="col" className="number">
                    {measure}
                  </th>
                )),
              )}
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.labels.join('\n')}>
              {row.labels.map((text, at) => {
                const same = (other: (typeof rows)[number] | undefined) =>
                  other !== undefined &&
                  at < row.labels.length - 1 &&
                  other.labels.slice(0, at + 1).join('\n') === row.labels.slice(0, at + 1).join('\n');
                if (same(rows[index - 1])) return null;
                let span = 1;
                while (same(rows[index + span])) span++;
                return (
                  <th key={rowHeads[at]} scope={span > 1 ? 'rowgroup' : 'row'} rowSpan={span}>
                    {text}
                  </th>
                );
              })}
              <Figures
                cells={row.cells}
                of={(at) => `${row.labels.join('・')}・${names[at] ?? ''}`}
                keys={names}
                open={open}
              />
              <Figures
                cells={row.totals}
                of={() => row.labels.join('・')}
                keys={measures}
                open={open}
                total
              />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={rowHeads.length}>
              {columnHead === '' ? '全体' : '合計'}
            </th>
            <Figures
              cells={totals}
              of={(at) => (wide ? (names[at] ?? '') : 'すべて')}
              keys={names}
              open={open}
              total
            />
            <Figures cells={grand} of={() => 'すべて'} keys={measures} open={open} total />
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  );
}

interface FiguresProps {
  cells: readonly PivotCell[];
  of(index: number): string;
  keys: readonly string[];
  open: OpenCell;
  total?: boolean;
}

function Figures({ cells, of, keys, open, total }: FiguresProps) {
  return cells.map(({ text, cell }, index) => (
    <td key={keys[index]} className={total ? 'number pivot-total' : 'number'}>
      {text === '' ? null : (
        <button
          type="button"
          className="pivot-figure"
          aria-label={`${of(index)} ${text}。レコードを表示`}
          onClick={() => open(cell, of(index))}
        >
          {text}
        </button>
      )}
    </td>
  ));
}
