/** What was decided about a case so far. */
import { ScrollBox } from '#ui/staff';
import type { ExaminationPage } from '../examination-page.server.ts';

export function Decided({ page }: { page: ExaminationPage }) {
  if (page.examinations.length + page.decisions.length === 0)
    return <p className="empty">まだ審査をしていません。審査が済むまで、この案件からは何も出ません。</p>;
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
          {page.examinations.map((one) => (
            <tr key={one.id}>
              <td>
                {one.at}
                <br />
                {one.who}
              </td>
              <td>{one.output}</td>
              <td>
                {one.verdict}
                {one.address && '（住所を載せる）'}
                <br />
                <span className="quiet small">
                  {one.used === '' ? 'まだ使っていません' : `${one.used}に使用`}
                </span>
              </td>
              <td>
                {one.reason}
                {one.seen !== '' && <span className="quiet small">　確認：{one.seen}</span>}
              </td>
            </tr>
          ))}
          {page.decisions.map((one) => (
            <tr key={one.key}>
              <td>
                {one.at}
                <br />
                {one.who}
              </td>
              <td>{one.role}かどうか</td>
              <td>{one.verdict}</td>
              <td>{one.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
