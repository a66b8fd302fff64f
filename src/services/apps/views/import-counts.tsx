/** Rows in numbers, and the first reasons why some cannot be taken in. */
import { href, staffPaths } from '#ui/paths';
import { Section } from '#ui/staff';
import type { ImportPage } from '../import/import-page.server.ts';
import type { AppHeadData } from '../table/model.ts';

export const count = (value: number): string => value.toLocaleString('ja-JP');

export function ImportCounts({ page, future }: { page: ImportPage; future: boolean }) {
  const rows: [string, number][] = [
    [future ? '新しく追加する' : '新しく追加した', page.added],
    [future ? '変更する' : '変更した', page.changed],
    ['変わらない', page.unchanged],
    ['取り込めない', page.wrong],
  ];
  return (
    <dl className="import-counts">
      {rows.map(([term, value]) => (
        <div key={term} className={term === '取り込めない' && value > 0 ? 'import-count-wrong' : undefined}>
          <dt>{term}</dt>
          <dd>
            <b>{count(value)}</b>件
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function ImportProblems({ app, page }: { app: AppHeadData; page: ImportPage }) {
  if (page.wrong === 0) return null;
  return (
    <Section title="取り込めない行" id="problems">
      {page.kept ? (
        <>
          <p className="help">
            取り込めない行だけのファイルです。直して、もう一度取り込めます。{page.until}まで保存できます。
          </p>
          <p>
            <a
              className="button button-plain"
              href={href(staffPaths.appImportErrors, { app: app.id, import: page.id })}
              download
            >
              理由つきのファイルを保存する（CSV）
            </a>
          </p>
        </>
      ) : (
        <p className="quiet">ファイルの保管期限が過ぎたため、行の内容は残っていません。</p>
      )}
      {page.problems.length > 0 && (
        <div className="import-problems">
          <table>
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">列</th>
                <th scope="col">理由</th>
              </tr>
            </thead>
            <tbody>
              {page.problems.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a list that does not change
                <tr key={index}>
                  <td className="number">{count(one.row)}</td>
                  <td>{one.place === null ? '行全体' : page.heading[one.place]}</td>
                  <td>{one.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page.problems.length >= 50 && <p className="help">はじめの50件だけを表示しています。</p>}
    </Section>
  );
}
