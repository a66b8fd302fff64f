/** The list on a phone: one record below the other, each a link to its page. */
import { useState } from 'react';
import { Link } from 'react-router';
import { printAnswer } from '#core/fields';
import type { OpenedTable, TableRow } from '../table/model.ts';
import { CellText } from './cell-text.tsx';
import type { Rows } from './use-rows.ts';

interface RecordCardsProps {
  opened: OpenedTable;
  rows: Rows;
  titleOf(row: TableRow): string;
  hrefOf(id: string): string;
}

const step = 50;
/** Lines below the title; the rest is on the record's page. */
const lines = 5;

export function RecordCards({ opened, rows, titleOf, hrefOf }: RecordCardsProps) {
  const [shown, setShown] = useState(step);
  const [, ...others] = opened.columns;
  const list = Array.from({ length: Math.min(shown, rows.length) }, (_, index) => rows.at(index)).filter(
    (row) => row !== undefined,
  );
  return (
    <>
      <ul className="record-cards">
        {list.map((row) => (
          <li key={row.id}>
            <Link to={hrefOf(row.id)}>{titleOf(row)}</Link>
            <dl>
              {others
                .filter(({ field }) => printAnswer(field, row.answers[String(field.id)], rows.reader) !== '')
                .slice(0, lines)
                .map(({ field }) => (
                  <div key={field.id}>
                    <dt>{field.label.ja}</dt>
                    <dd>
                      <CellText field={field} row={row} reader={rows.reader} />
                    </dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
      {shown < rows.length && (
        <button
          type="button"
          className="button button-plain more-records"
          onClick={() => {
            rows.show(shown, shown + step - 1);
            setShown(shown + step);
          }}
        >
          さらに{step}件を出す
        </button>
      )}
    </>
  );
}
