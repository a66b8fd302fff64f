/** The records behind a mark: the first of them here, all of them in the list. */
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { ScrollBox } from '#ui/staff';
import { isNumeric } from '../../table/columns.ts';
import { keepMoment } from '../../table/kept-question.ts';
import type { AppHeadData } from '../../table/model.ts';
import { CellText } from '../../views/cell-text.tsx';
import { countText } from '../../views/table-page.tsx';
import type { Behind } from '../drill-down.server.ts';

interface Props {
  app: Pick<AppHeadData, 'id' | 'views'>;
  name: string;
  behind: Behind;
  close(): void;
}

export function BehindPanel({ app, name, behind, close }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  const navigate = useNavigate();
  // The condition goes by this tab: it may name people, and an address does not. So it is no link to be opened elsewhere.
  const openList = () => {
    const view = app.views.find((one) => one.kind === 'table')?.id;
    keepMoment(app.id, { view, whole: true, ...(behind.formula === '' ? {} : { filter: behind.formula }) });
    void navigate(href(staffPaths.app, { app: app.id }, view === undefined ? {} : { view }));
  };
  // Each answer is another list: reading goes on there.
  useEffect(() => {
    if (behind !== undefined) head.current?.focus();
  }, [behind]);
  return (
    <section className="behind" aria-labelledby="behind-title">
      <div className="section-head">
        <h2 id="behind-title" tabIndex={-1} ref={head}>
          {name}：{countText(behind.count)}
        </h2>
        <span className="button-row">
          <button type="button" className="button button-quiet" onClick={openList}>
            一覧で開く
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            閉じる
          </button>
        </span>
      </div>
      {behind.words !== '' && <p className="quiet">条件：{behind.words}</p>}
      {behind.rows.length === 0 ? (
        <p className="empty">当てはまるレコードは、もうありません。</p>
      ) : (
        <RecordTable app={app.id} behind={behind} label={`${name}のレコード`} />
      )}
      {behind.rows.length < behind.count.count && (
        <p className="note">
          はじめの{behind.rows.length}件を表しています。すべては「一覧で開く」で見られます。
        </p>
      )}
    </section>
  );
}

/** The first column leads to the record. */
export function RecordTable({ app, behind, label }: { app: string; behind: Behind; label: string }) {
  const { columns, rows, names, texts } = behind;
  const reader = { language: 'ja', names, texts };
  return (
    <ScrollBox label={label}>
      <table className="table">
        <thead>
          <tr>
            {columns.map(({ field }) => (
              <th key={field.id} scope="col" className={isNumeric(field) ? 'number' : undefined}>
                {field.label.ja}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ field }, index) => (
                <td key={field.id} className={isNumeric(field) ? 'number' : undefined}>
                  {index === 0 ? (
                    <Link to={href(staffPaths.record, { app, record: row.id })}>
                      <CellText field={field} row={row} reader={reader} />
                      {(row.answers[String(field.id)] ?? null) === null && '（名前なし）'}
                    </Link>
                  ) : (
                    <CellText field={field} row={row} reader={reader} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
