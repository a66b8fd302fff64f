/** Everything that happened, newest first; and what each change of the answers changed. */
import { Section } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';

export function History({ page }: { page: CasePage }) {
  return (
    <Section title="履歴" id="history">
      <ol className="log">
        {page.actions.map((one) => (
          <li key={one.id}>
            <span className="quiet number-left">{one.at}</span>
            <div>
              <b>{one.label}</b>　{one.who}
              {one.standsInFor && `（${one.standsInFor}の代理）`}
              {one.note && <p className="said">「{one.note}」</p>}
            </div>
          </li>
        ))}
      </ol>
      {page.revisions.length > 0 && (
        <details className="fold-box">
          <summary>申請内容の変更（{page.revisions.length}回）</summary>
          {page.revisions.map((one) => (
            <div key={one.revision}>
              <h3 className="answer-title">
                {one.at}　{one.byApplicant ? '申請者の補正' : '職員の訂正'}
              </h3>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">項目</th>
                    <th scope="col">前</th>
                    <th scope="col">後</th>
                  </tr>
                </thead>
                <tbody>
                  {one.changes.map((change) => (
                    <tr key={`${change.label}${change.before}${change.after}`}>
                      <th scope="row">{change.label}</th>
                      <td>{change.before || '（空欄）'}</td>
                      <td>{change.after || '（空欄）'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ))}
        </details>
      )}
    </Section>
  );
}
