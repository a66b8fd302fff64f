/** Where one is signed in. Whoever does not know one of them ends it. */
import { Form } from 'react-router';
import { Csrf, Mark } from '#ui/staff';

export interface ShownSession {
  id: string;
  device: string;
  since: string;
  seen: string;
  here: boolean;
}

export function OwnSessions({ sessions, mayEnd }: { sessions: ShownSession[]; mayEnd: boolean }) {
  return (
    <>
      <ul className="plain-list">
        {sessions.map((one) => (
          <li key={one.id} className="document file-row">
            <b>{one.device === '' ? '種類の分からない端末' : one.device}</b>
            {one.here && <Mark tone="done">いま使っている端末</Mark>}
            <span className="quiet nowrap">サインイン：{one.since}</span>
            <span className="quiet nowrap">最後の操作：{one.seen}</span>
            {mayEnd && !one.here && (
              <Form method="post">
                <Csrf />
                <input type="hidden" name="id" value={one.id} />
                <button type="submit" name="intent" value="endSession" className="button button-quiet">
                  終わらせる
                  <span className="visually-hidden">
                    ：{one.device} {one.since}
                  </span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayEnd && sessions.length > 2 && (
        <Form method="post" className="button-row spaced">
          <Csrf />
          <button type="submit" name="intent" value="endOthers" className="button button-plain">
            ほかの端末をすべて終わらせる（{sessions.length - 1}台）
          </button>
        </Form>
      )}
    </>
  );
}
