/** The table on one sheet of paper: who across, acts on top, conditions as numbered notes below. */
import { actWords, recordActs } from '#core/policy';
import { ScrollBox } from '#ui/staff';
import type { MatrixPage } from './matrix-page.server.ts';
import { Concerns } from './rule-card.tsx';

export function MatrixView({ page }: { page: MatrixPage }) {
  // A condition that several rows share stands once.
  const notes = [...new Set(page.rows.flatMap((row) => row.notes.map((note) => note.when)))];
  const numbers = (row: MatrixPage['rows'][number], act: string) =>
    row.notes.filter((note) => note.act === act).map((note) => `*${notes.indexOf(note.when) + 1}`);
  return (
    <article className="matrix">
      <p className="matrix-head">
        <b>{page.title}</b>
        <span>所管：{page.department}</span>
        <span>{page.state}</span>
        <span>{page.at} 現在</span>
      </p>
      <Concerns all={page.concerns.map((message) => ({ path: '', message }))} />
      <h2>レコード</h2>
      <ScrollBox label="だれが何をできるかの表">
        <table className="table matrix-table">
          <thead>
            <tr>
              <th scope="col">だれが</th>
              {recordActs.map((act) => (
                <th key={act} scope="col" className="matrix-act">
                  {actWords[act]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.who}>
                <th scope="row">{row.who}</th>
                {recordActs.map((act) => (
                  <td key={act} className="matrix-act">
                    {row.cells[act] === '○' && (
                      <>
                        <span aria-hidden="true">○</span>
                        <span className="visually-hidden">できる</span>
                      </>
                    )}
                    {row.cells[act] === '△' && (
                      <>
                        <span aria-hidden="true">△</span>
                        <span className="visually-hidden">条件に合うものだけ</span>
                        <sup>{numbers(row, actWords[act]).join(' ')}</sup>
                      </>
                    )}
                    {row.cells[act] === '' && <span className="visually-hidden">できない</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="quiet">
        ○ どのレコードでも　△ 条件に合うレコードだけ　空欄
        できない。直す・消す・書出しは、見られるレコードだけが対象です。
      </p>
      {notes.length > 0 && (
        <ol className="matrix-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ol>
      )}
      <h2>端末への持ち出し</h2>
      <Taken taken={page.taken} />
      <h2>レコードより狭い項目</h2>
      {page.fields.length === 0 ? (
        <p>ありません。レコードを見られる人は、すべての項目を読めます。</p>
      ) : (
        <ScrollBox label="項目ごとのきまりの表">
          <table className="table matrix-table">
            <thead>
              <tr>
                <th scope="col">項目</th>
                <th scope="col">すること</th>
                <th scope="col">だれが</th>
                <th scope="col">条件</th>
              </tr>
            </thead>
            <tbody>
              {page.fields.flatMap((one) =>
                one.grants.length === 0
                  ? [
                      <tr key={`${one.fields}${one.what}`}>
                        <th scope="row">{one.fields}</th>
                        <td>{one.what}</td>
                        <td>だれにもできない</td>
                        <td />
                      </tr>,
                    ]
                  : one.grants.map((grant) => (
                      <tr key={`${one.fields}${one.what}${grant.who}${grant.when}`}>
                        <th scope="row">{one.fields}</th>
                        <td>{one.what}</td>
                        <td>{grant.who}</td>
                        <td>{grant.when}</td>
                      </tr>
                    )),
              )}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </article>
  );
}

/** Whether data may leave the office on a device, with whom and for how long. */
function Taken({ taken }: Pick<MatrixPage, 'taken'>) {
  if (taken === null) return <p>できません。レコードは端末に持ち出せない設定です。</p>;
  return (
    <>
      <ScrollBox label="だれが何を端末に持ち出せるかの表">
        <table className="table matrix-table">
          <thead>
            <tr>
              <th scope="col">だれが</th>
              <th scope="col">持ち出せるもの</th>
              <th scope="col">時間</th>
              <th scope="col">条件</th>
            </tr>
          </thead>
          <tbody>
            {taken.rows.map((row) => (
              <tr key={`${row.who}${row.what}`}>
                <th scope="row">{row.who}</th>
                <td>{row.what}</td>
                <td className="nowrap">{taken.hours}時間まで</td>
                <td>{row.when === '' ? 'なし' : row.when}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="quiet">
        読める項目だけが、暗号で端末に入ります。厳重に守る項目、ほかのレコードの一覧、支援措置にかかるレコードは持ち出せません。写真は小さな写しだけです。
      </p>
    </>
  );
}
