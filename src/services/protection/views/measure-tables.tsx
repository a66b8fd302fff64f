/** The persons of a measure, and the cases it meets. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Mark, ScrollBox } from '#ui/staff';
import type { MeasurePage } from '../measure-page.server.ts';

export function Persons({ persons }: { persons: MeasurePage['persons'] }) {
  return (
    <ScrollBox label="守られる人と相手方の表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">立場</th>
            <th scope="col">氏名</th>
            <th scope="col">生年月日</th>
            <th scope="col" className="optional">
              宛名番号
            </th>
            <th scope="col">守る住所</th>
          </tr>
        </thead>
        <tbody>
          {persons.map((one) => (
            <tr key={one.id}>
              <td className="met-name">{one.role}</td>
              <td className="met-name">
                {one.name}
                {one.kana !== '' && <span className="quiet small">　{one.kana}</span>}
              </td>
              <td className="nowrap">{one.birthDate}</td>
              <td className="optional">{one.addresseeNumber}</td>
              <td>{one.addresses.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

export function MetCases({ cases }: { cases: MeasurePage['cases'] }) {
  if (cases.length === 0) return <p className="empty">この支援措置に当たる案件は、いまはありません。</p>;
  return (
    <ScrollBox label="当たる案件の表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">受付番号</th>
            <th scope="col">申請者</th>
            <th scope="col">状態</th>
            <th scope="col">関わり</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.id}>
              <td className="nowrap">
                <Link to={href(staffPaths.caseProtection, { case: one.id })}>{one.receiptNumber}</Link>
              </td>
              <td className="met-name">{one.applicant}</td>
              <td className="nowrap">{one.state}</td>
              <td className="nowrap">
                {one.counterpart ? (
                  <Mark tone="alert">相手方の請求</Mark>
                ) : (
                  <Mark tone="work">守られる人の案件</Mark>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
