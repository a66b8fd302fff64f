/** After saving: what others changed while one typed, and a number that should perhaps not stand where it stands. */
import { useSearchParams } from 'react-router';
import { Glyph } from '#ui/staff';
import type { RecordPage } from '../record-page.server.ts';

const blank = '（空欄）';

export function Merged({ page }: { page: RecordPage }) {
  const [search] = useSearchParams();
  const [since, to] = [Number(search.get('since')), Number(search.get('to'))];
  const others =
    search.get('done') === 'merged'
      ? page.history.entries.filter(
          (one) => one.revision > since && one.revision < to && one.changes.length > 0,
        )
      : [];
  return (
    <>
      {others.length > 0 && (
        <section className="kept-offer" aria-label="その間のほかの人の変更">
          <ul className="plain-list">
            {others.flatMap((one) =>
              one.changes.map((change) => (
                <li key={`${one.revision}${change.path}`}>
                  {one.who || 'システム'}さんが「{change.label}」を「{change.before || blank}」から「
                  {change.after || blank}」に変えました。
                </li>
              )),
            )}
          </ul>
        </section>
      )}
      {search.get('warn') === '1' && (
        <p className="kept-offer kept-warning" role="status">
          <Glyph name="alert" />
          マイナンバー（個人番号）のような12桁の数字が入っています。個人番号を書いてよい項目か、確かめてください。
        </p>
      )}
    </>
  );
}
