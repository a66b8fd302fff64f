/** A list on paper: heading and imprint on every sheet, rows that are never torn, columns one may leave out. */
import { useState } from 'react';
import type { Field, FieldType } from '#core/fields';
import { ScrollBox } from '#ui/staff';
import { isNumeric } from '../../table/columns.ts';
import { CellText } from '../../views/cell-text.tsx';
import { countText } from '../../views/table-page.tsx';
import type { Printout } from '../printout.server.ts';
import { Imprint } from './imprint.tsx';
import { type Paper, PaperControls, paperClass } from './paper-controls.tsx';

/** More columns lie better on a sheet turned round. */
const upright = 6;
/** And of even more, smaller letters get a row into two lines at most. */
const readable = 10;

/** Torn apart at a point or a hyphen they are hard to read. */
const whole: readonly FieldType[] = [
  'date',
  'birth-date',
  'time',
  'auto-number',
  'phone',
  'user',
  'created-by',
  'updated-by',
  'corporate-number',
];
const classOf = (field: Field): string | undefined =>
  isNumeric(field) ? 'number' : whole.includes(field.type) ? 'paper-whole' : undefined;

export function ListPaper({ app, printout }: { app: string; printout: Printout }) {
  const { columns, rows, names, texts, count, totals, filter, search } = printout;
  const [paper, setPaper] = useState<Paper>({
    wide: columns.length > upright,
    small: columns.length > readable,
  });
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const shown = columns.filter((one) => !left.has(one.field.id));
  const reader = { language: 'ja', names, texts };
  return (
    <>
      <PaperControls paper={paper} onChange={setPaper}>
        <details className="fold-box">
          <summary>印刷する項目を選ぶ</summary>
          <div className="choices-row">
            {columns.map(({ field }) => (
              <label className="choice" key={field.id}>
                <input
                  type="checkbox"
                  checked={!left.has(field.id)}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.target.checked) next.delete(field.id);
                    else next.add(field.id);
                    setLeft(next);
                  }}
                />
                <span>{field.label.ja}</span>
              </label>
            ))}
          </div>
        </details>
      </PaperControls>
      {!paper.wide && shown.length > upright && (
        <p className="note no-print">
          項目が{shown.length}
          個あります。A4 横にするか、印刷する項目を減らすと、読みやすくなります。
        </p>
      )}
      <div className={paperClass(paper)}>
        <p className="paper-asked">
          {filter === '' ? '条件なし（見られるレコードすべて）' : `条件：${filter}`}
          {search !== '' && `　さがした言葉：${search}`}
        </p>
        <p className="paper-count">
          {countText(count)}
          {totals.length > 0 && `　${totals.join('　')}`}
        </p>
        {count.count > rows.length && (
          <p className="note">
            はじめの{rows.length}
            件です。すべてが要るときは、条件で絞り込むか、書き出しを使ってください。
          </p>
        )}
        {rows.length === 0 ? (
          <p className="empty">当てはまるレコードがありません。</p>
        ) : (
          <ScrollBox label={app}>
            <table className="paper-table">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    番
                  </th>
                  {shown.map(({ field }) => (
                    <th key={field.id} scope="col" className={isNumeric(field) ? 'number' : undefined}>
                      {field.label.ja}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={row.id}>
                    <td className="number">{index + 1}</td>
                    {shown.map(({ field }) => (
                      <td key={field.id} className={classOf(field)}>
                        <CellText field={field} row={row} reader={reader} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
              <Imprint columns={shown.length + 1} of={app} />
            </table>
          </ScrollBox>
        )}
      </div>
    </>
  );
}
