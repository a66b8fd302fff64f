/** Records of work apps under measures: those one meets, and those somebody asks to see. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Mark, ScrollBox } from '#ui/staff';

interface Line {
  appId: string;
  recordId: string;
  app: string;
  names: string;
}

const to = ({ appId, recordId }: Line) => href(staffPaths.protectionRecord, { app: appId, record: recordId });

export function MetRecords({ records }: { records: (Line & { counterpart: boolean; certain: boolean })[] }) {
  if (records.length === 0)
    return <p className="empty">この支援措置に当たる業務アプリのレコードは、いまはありません。</p>;
  return (
    <ScrollBox label="当たるレコードの表">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">業務アプリ</th>
            <th scope="col">出てくる人</th>
            <th scope="col">関わり</th>
            <th scope="col" className="optional">
              照合
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((one) => (
            <tr key={`${one.appId}/${one.recordId}`}>
              <td>
                <Link to={to(one)}>{one.app}</Link>
              </td>
              <td className="met-name">{one.names}</td>
              <td className="nowrap">
                {one.counterpart ? (
                  <Mark tone="alert">相手方のレコード</Mark>
                ) : (
                  <Mark tone="work">守られる人のレコード</Mark>
                )}
              </td>
              <td className="optional nowrap">{one.certain ? '確か' : '氏名だけ'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

export function AskedRecords({ asked }: { asked: (Line & { id: string; who: string; at: string })[] }) {
  return (
    <ul className="asked-records">
      {asked.map((one) => (
        <li key={one.id}>
          <Link to={to(one)}>
            {one.app}　{one.names}
          </Link>
          <span className="quiet">
            　{one.who}（{one.at}に依頼）
          </span>
        </li>
      ))}
    </ul>
  );
}
