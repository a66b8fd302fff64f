/** 並行: what keeping paper beside online costs, dearest first. */
import { Form, Link } from 'react-router';
import { percent } from '#core/inventory';
import { href, staffPaths } from '#ui/paths';
import { ScrollBox, Section } from '#ui/staff';

export const shown = 30;

interface Props {
  year: string | null;
  yen: number;
  parallel: {
    procedures: number;
    unmeasured: number;
    paper: number;
    online: number;
    hours: number;
    cost: number;
    lines: {
      code: string;
      name: string;
      online: number;
      paper: number;
      hours: number | null;
      cost: number | null;
    }[];
  };
}

const number = (value: number): string => value.toLocaleString('ja-JP');

export function ParallelBox({ year, yen, parallel }: Props) {
  return (
    <Section title="オンラインと紙を並べて続ける手間" id="parallel">
      {parallel.procedures === 0 ? (
        <p className="empty">オンラインでできて、紙でも受けた手続はありません。</p>
      ) : (
        <>
          <p>
            {year}は、オンラインでできる手続のうち<b>{number(parallel.procedures)}件</b>
            を紙でも受けました。紙は
            {number(parallel.paper)}件、オンラインは{number(parallel.online)}
            件です。紙がオンラインより多くかかった時間は、
            <b>{number(parallel.hours)}時間</b>（{number(parallel.cost)}円）です。
            {parallel.unmeasured > 0 &&
              `処理時間を測っていない${number(parallel.unmeasured)}件は、入っていません。`}
          </p>
          <Form method="get" className="filters">
            <label>
              職員1時間の費用（円）
              <input type="text" name="yen" inputMode="numeric" defaultValue={yen} />
            </label>
            <button type="submit" className="button button-plain">
              計算し直す
            </button>
          </Form>
          <ScrollBox label="紙とオンラインの並ぶ手続の表">
            <table className="table catalogue-table">
              <thead>
                <tr>
                  <th scope="col">手続</th>
                  <th scope="col">オンライン</th>
                  <th scope="col">紙</th>
                  <th scope="col">紙の割合</th>
                  <th scope="col">多くかかった時間</th>
                  <th scope="col">費用</th>
                </tr>
              </thead>
              <tbody>
                {parallel.lines.map((one) => (
                  <tr key={one.code}>
                    <th scope="row" className="catalogue-name">
                      <Link to={href(staffPaths.catalogueEntry, { procedure: one.code })}>{one.name}</Link>
                    </th>
                    <td className="number">{number(one.online)}</td>
                    <td className="number">{number(one.paper)}</td>
                    <td className="number">{percent({ part: one.paper, of: one.paper + one.online })}</td>
                    <td className="number">{one.hours === null ? '–' : `${number(one.hours)}時間`}</td>
                    <td className="number">{one.cost === null ? '–' : `${number(one.cost)}円`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          {parallel.procedures > shown && <p className="quiet">時間の多い順に{shown}件です。</p>}
        </>
      )}
    </Section>
  );
}
