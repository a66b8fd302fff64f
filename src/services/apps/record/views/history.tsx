/** What was changed when, by whom and from where: the values before and after, as far as this person may read them. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Section } from '#ui/staff';
import type { HistoryEntry, HistoryPage } from '../record-page.server.ts';
import { Moment } from './moment.tsx';

const acts: Record<string, string> = {
  delete: 'ごみ箱に入れた',
  restore: 'ごみ箱から戻した',
  undo: '自分の変更を取り消した',
  merge: 'ほかのレコードを統合した',
  merged: 'ほかのレコードに統合された',
  import: 'ファイルから取り込んだ',
  repoint: '参照先が統合され、付け替わった',
};
const ways: Record<string, string> = {
  page: '画面',
  field: '持ち出した端末',
  api: 'API',
  run: '一括処理',
  import: '取込み',
};
const blank = '（空欄）';

const actOf = ({ act, revision, changes }: HistoryEntry): string =>
  act !== null ? (acts[act] ?? act) : revision === 1 ? '追加した' : `変更した（${changes.length}項目）`;

export function History({
  history: { entries, page, pages, total },
  place,
}: {
  history: HistoryPage;
  place: { app: string; record: string };
}) {
  const to = (at: number) =>
    `${href(staffPaths.record, place, { history: at === 1 ? undefined : at })}#history`;
  return (
    <Section title="履歴" id="history">
      <ol className="log record-log">
        {entries.map((one, index) => (
          <li key={one.revision}>
            <Moment at={one.at} />
            <div>
              <b>{actOf(one)}</b>
              <p className="small quiet">
                {one.who === '' ? 'システム' : one.who}
                {one.department !== '' && `（${one.department}）`}
                {one.via !== null && `・${ways[one.via] ?? one.via}から`}
              </p>
              {one.changes.length > 0 && one.revision > 1 && (
                <details open={page === 1 && index === 0}>
                  <summary>変わった項目</summary>
                  <dl className="record-changes">
                    {one.changes.map((change) => (
                      <div key={change.path}>
                        <dt>{change.label}</dt>
                        <dd>
                          <del>
                            <span className="visually-hidden">前：</span>
                            {change.before || blank}
                          </del>{' '}
                          <span aria-hidden="true">→</span>{' '}
                          <ins>
                            <span className="visually-hidden">後：</span>
                            {change.after || blank}
                          </ins>
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              )}
            </div>
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <nav className="below-list" aria-label="履歴のページ">
          {page > 1 && <Link to={to(page - 1)}>新しい変更へ</Link>}
          <span className="quiet">
            全{total.toLocaleString('ja-JP')}回（{page} / {pages}）
          </span>
          {page < pages && <Link to={to(page + 1)}>これより前の変更へ</Link>}
        </nav>
      )}
    </Section>
  );
}
