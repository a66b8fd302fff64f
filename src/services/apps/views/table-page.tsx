/** The list: which view, how many, and the records. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { ScrollBox } from '#ui/staff';
import { isNumeric } from '../table/columns.ts';
import type { AppHeadData, OpenedTable } from '../table/model.ts';
import { CellText } from './cell-text.tsx';

export function TablePage({ app, opened }: { app: AppHeadData; opened: OpenedTable; today: string }) {
  const { columns, count, first, question } = opened;
  return (
    <>
      <ViewTabs app={app} chosen={question.view} />
      <p role="status" className="table-count">
        {countText(count)}
      </p>
      {first.rows.length === 0 ? (
        <p className="empty">この一覧に当てはまるレコードは、まだありません。</p>
      ) : (
        <ScrollBox label={`${app.title}の一覧`} tall>
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
              {first.rows.map((row) => (
                <tr key={row.id}>
                  {columns.map(({ field }) => (
                    <td key={field.id} className={isNumeric(field) ? 'number' : undefined}>
                      <CellText field={field} row={row} names={first.names} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}

function ViewTabs({ app, chosen }: { app: AppHeadData; chosen: string | undefined }) {
  const tables = app.views.filter((view) => view.kind === 'table');
  if (tables.length < 2) return null;
  return (
    <nav className="view-tabs" aria-label="一覧の種類">
      <ul>
        {tables.map((view) => (
          <li key={view.id}>
            <Link
              to={href(staffPaths.app, { app: app.id }, { view: view.id })}
              aria-current={view.id === chosen ? 'page' : undefined}
            >
              {view.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What is only estimated says so. */
export function countText({ count, exact }: OpenedTable['count']): string {
  return exact ? `${count.toLocaleString('ja-JP')}件` : `約${count.toLocaleString('ja-JP')}件`;
}
