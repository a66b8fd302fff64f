/** 縦横の表: heads of the columns, then a row each with its name and a field in every column. */
import type { TemplateBlock } from '#core/definitions';
import { CheckSetting, SelectSetting, TextSetting } from '../../designer/views/setting-controls.tsx';
import { moved } from '../../process/model.ts';
import type { Choice } from '../model.ts';

type Grid = Extract<TemplateBlock, { type: 'grid' }>;
type Row = Grid['rows'][number];

/** As the definition allows. */
const [leastColumns, mostColumns, mostRows] = [2, 6, 40];

interface Props {
  block: Grid;
  choices: readonly Choice[];
  put(block: Grid): void;
}

export function GridForm({ block, choices, put }: Props) {
  const { columns, rows } = block;
  const setRows = (next: Row[]) => put({ ...block, rows: next });
  const setColumn = (at: number, head: string) =>
    put({ ...block, columns: columns.map((one, index) => (index === at ? head : one)) });
  const dropColumn = () =>
    put({
      ...block,
      columns: columns.slice(0, -1),
      rows: rows.map((row) => ({ ...row, cells: row.cells.slice(0, columns.length - 2) })),
    });
  return (
    <>
      <fieldset className="field paper-row">
        <legend>列の見出し</legend>
        {columns.map((head, at) => (
          <TextSetting
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name of their own
            key={at}
            label={`${at + 1}列目`}
            value={head}
            onChange={(next) => setColumn(at, next)}
          />
        ))}
        <p className="button-row">
          {columns.length < mostColumns && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => put({ ...block, columns: [...columns, '列'] })}
            >
              列を加える
            </button>
          )}
          {columns.length > leastColumns && (
            <button type="button" className="button button-quiet" onClick={dropColumn}>
              右端の列を消す
            </button>
          )}
        </p>
      </fieldset>
      <ol className="paper-rows">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
          <li key={at}>
            <GridRow
              row={row}
              at={at}
              heads={columns.slice(1)}
              choices={choices}
              put={(next) => setRows(rows.map((one, index) => (index === at ? next : one)))}
            />
            <p className="button-row">
              <button
                type="button"
                className="button button-quiet"
                aria-label={`${row.label}を上へ`}
                aria-disabled={at === 0 || undefined}
                onClick={() => setRows(moved(rows, at, -1))}
              >
                ↑
              </button>
              <button
                type="button"
                className="button button-quiet"
                aria-label={`${row.label}を下へ`}
                aria-disabled={at === rows.length - 1 || undefined}
                onClick={() => setRows(moved(rows, at, 1))}
              >
                ↓
              </button>
              {rows.length > 1 && (
                <button
                  type="button"
                  className="button button-quiet"
                  aria-label={`${row.label}の行を消す`}
                  onClick={() => setRows(rows.filter((_one, index) => index !== at))}
                >
                  消す
                </button>
              )}
            </p>
          </li>
        ))}
      </ol>
      {rows.length < mostRows && (
        <button
          type="button"
          className="button button-quiet"
          onClick={() => setRows([...rows, { label: `${rows.length + 1}行目`, cells: [] }])}
        >
          行を加える
        </button>
      )}
    </>
  );
}

function GridRow({
  row,
  at,
  heads,
  choices,
  put,
}: {
  row: Row;
  at: number;
  heads: readonly string[];
  choices: readonly Choice[];
  put(row: Row): void;
}) {
  return (
    <fieldset className="field paper-row">
      <legend>{at + 1}行目</legend>
      <TextSetting label="名前" value={row.label} onChange={(label) => put({ ...row, label })} />
      {heads.map((head, cell) => (
        <SelectSetting
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name of their own
          key={cell}
          label={head}
          value={row.cells[cell] ?? ''}
          none="（空ける）"
          choices={choices}
          onChange={(code) =>
            put({
              ...row,
              cells: heads.map((_head, index) =>
                index === cell ? code || null : (row.cells[index] ?? null),
              ),
            })
          }
        />
      ))}
      <CheckSetting
        label="合計の行として目立たせる"
        value={row.strong === true}
        onChange={(strong) => put({ ...row, strong })}
      />
    </fieldset>
  );
}
