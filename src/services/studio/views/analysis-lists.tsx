/** What analysts find of an app, and what they do not. */
import { Mark, ScrollBox } from '#ui/staff';
import type { AnalysisPage } from '../analysis-page.server.ts';

export function ViewLists({ views, open }: { views: AnalysisPage['views']; open: boolean }) {
  return (
    <>
      {views.map((view) => (
        <section key={view.name} className="analysis-view" aria-label={`ビュー ${view.name}`}>
          <h3>
            <code>{view.name}</code>
            {open && !view.ready && <Mark tone="work">用意しています</Mark>}
          </h3>
          <ul className="analysis-columns">
            {view.columns.map((column) => (
              <li key={column}>{column}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

export function LeftOut({ left }: { left: AnalysisPage['left'] }) {
  if (left.length === 0) return <p>出ない項目はありません。</p>;
  return (
    <ScrollBox label="出ない項目と理由">
      <table className="table analysis-left">
        <thead>
          <tr>
            <th scope="col">項目</th>
            <th scope="col">出ない理由</th>
          </tr>
        </thead>
        <tbody>
          {left.map((one) => (
            <tr key={one.path}>
              <th scope="row">{one.label}</th>
              <td>{one.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
