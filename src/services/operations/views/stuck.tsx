/** Messages on their way, with what can be done about each. */
import { Form } from 'react-router';
import { Csrf, ScrollBox, useMay } from '#ui/staff';

interface Message {
  id: string;
  what: string;
  since: string;
  attempts: number;
  error: string | null;
  held: boolean;
}

export function Stuck({ messages }: { messages: Message[] }) {
  const may = useMay();
  return (
    <ScrollBox label="届いていないもの">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">番号</th>
            <th scope="col">内容</th>
            <th scope="col">いつから</th>
            <th scope="col">試した回数</th>
            <th scope="col">理由</th>
            {may('operations.act') && <th scope="col">操作</th>}
          </tr>
        </thead>
        <tbody>
          {messages.map((one) => (
            <tr key={one.id}>
              <td>{one.id}</td>
              <td>{one.what}</td>
              <td>{one.since}</td>
              <td>{one.attempts}回</td>
              <td>{one.held ? '復元のあと、送るかどうかの確認待ち' : (one.error ?? '順番待ち')}</td>
              {may('operations.act') && (
                <td>
                  <Acts message={one} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Acts({ message }: { message: Message }) {
  const acts = message.held
    ? [
        ['release', '送る'],
        ['drop', '送らない'],
      ]
    : [['retry', 'もう一度']];
  return (
    <Form method="post" className="button-row">
      <Csrf />
      <input type="hidden" name="id" value={message.id} />
      {acts.map(([intent, text]) => (
        <button key={intent} type="submit" name="intent" value={intent} className="button button-quiet">
          {text}
          <span className="visually-hidden">（{message.id}番）</span>
        </button>
      ))}
    </Form>
  );
}
