/** What was decided about a record so far. */
import { ScrollBox } from '#ui/staff';
import type { RecordExaminationPage } from '../record-page.server.ts';

export function RecordDecided({ page }: { page: RecordExaminationPage }) {
  if (page.examinations.length + page.decisions.length === 0)
    return <p className="empty">まだ判断をしていません。</p>;
  const rows = [
    ...page.examinations.map((one) => ({ ...one, key: one.id, what: `${one.whom}が見ること` })),
    ...page.decisions.map((one) => ({ ...one, what: `${one.role}かどうか`, seen: '' })),
  ];
  return (
    <ScrollBox label="これまでの判断の表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">いつ・だれが</th>
            <th scope="col">何を</th>
            <th scope="col">結果</th>
            <th scope="col">理由</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.key}>
              <td>
                {one.at}
                <br />
                {one.who}
              </td>
              <td>{one.what}</td>
              <td>{one.verdict}</td>
              <td>
                {one.reason}
                {one.seen !== '' && <span className="quiet small">　確認：{one.seen}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
