/** How mail arrives, by domain; what is alarming says so in words. */
import { ScrollBox } from '#ui/staff';

interface Rate {
  domain: string;
  taken: number;
  refused: number;
  alarming: boolean;
}

export function Rates({ rates }: { rates: Rate[] }) {
  return (
    <ScrollBox label="メールの届き方">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">宛先のドメイン</th>
            <th scope="col">受け取られた</th>
            <th scope="col">断られた</th>
            <th scope="col">届いた割合</th>
          </tr>
        </thead>
        <tbody>
          {rates.map((one) => (
            <tr key={one.domain}>
              <td>{one.domain}</td>
              <td>{one.taken}通</td>
              <td>{one.refused}通</td>
              <td>
                {((100 * one.taken) / (one.taken + one.refused)).toFixed(1)}%
                {one.alarming && (
                  <strong className="overdue">
                    　届きにくくなっています。送信の設定を確かめてください。
                  </strong>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
