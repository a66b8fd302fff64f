/** The rows of the audit list: when, who in which post, what, to what, why. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { ScrollBox } from '#ui/staff';

interface Line {
  id: string;
  at: string;
  zone: string;
  who: string;
  login: string | null;
  post: string;
  act: string;
  noun: string;
  purpose: string;
  records: { id: string; text: string }[];
  more: number;
  /** To who may do what in the app, and who sees the record. */
  ways: { to: string; text: string }[];
  classes: string;
}

export function AuditTable({ rows }: { rows: Line[] }) {
  return (
    <ScrollBox label="操作の記録" tall>
      <table className="table audit-table">
        <thead>
          <tr>
            <th scope="col">いつ</th>
            <th scope="col">だれが</th>
            <th scope="col">何をした</th>
            <th scope="col">対象</th>
            <th scope="col">理由</th>
            <th scope="col" className="optional">
              情報の区分
            </th>
            <th scope="col" className="optional">
              画面
            </th>
            <th scope="col" className="optional number">
              番号
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="time">{row.at}</td>
              <td className="actor">
                {row.login === null ? row.who : <Link to={searchFor({ login: row.login })}>{row.who}</Link>}
                {row.post !== '' && <span className="quiet">{row.post}</span>}
              </td>
              <td className="act">{row.act}</td>
              <td className="records">
                {row.noun}
                {row.records.map((one) => (
                  <Link key={one.id} className="record-id" to={searchFor({ record: one.id })}>
                    {one.text}
                  </Link>
                ))}
                {row.more > 0 && <span className="quiet"> ほか{row.more}件</span>}
                {row.ways.map((way) => (
                  <Link key={way.to} className="audit-way" to={way.to}>
                    {way.text}
                  </Link>
                ))}
              </td>
              <td className="purpose">{row.purpose}</td>
              <td className="optional">{row.classes}</td>
              <td className="optional">{row.zone}</td>
              <td className="optional number">{row.id}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

const searchFor = (search: { login?: string; record?: string }) => href(staffPaths.audit, undefined, search);
