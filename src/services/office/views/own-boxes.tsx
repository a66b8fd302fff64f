/** What is out on which device of one's own. */
import { Form } from 'react-router';
import { Csrf } from '#ui/staff';

export interface ShownBox {
  id: string;
  app: string;
  label: string;
  records: number;
  sent: number;
  /** Records that were begun on the device. */
  made: number;
  until: string;
  over: boolean;
  seen: string | null;
}

export function OwnBoxes({ boxes }: { boxes: ShownBox[] }) {
  return (
    <ul className="plain-list">
      {boxes.map((one) => (
        <li key={one.id} className="document file-row">
          <b>{one.label}</b>
          <span>
            {one.app} {one.records}件（送信済み {one.sent}件）
            {one.made > 0 && `、新規 ${one.made}件`}
          </span>
          <span className="quiet nowrap">{one.over ? '期限がすぎました' : `${one.until} まで`}</span>
          <span className="quiet nowrap">
            {one.seen === null ? 'まだ連絡がありません' : `最後の連絡：${one.seen}`}
          </span>
          <Form method="post">
            <Csrf />
            <input type="hidden" name="id" value={one.id} />
            <button type="submit" name="intent" value="revokeBox" className="button button-quiet">
              取り消す
              <span className="visually-hidden">
                ：{one.label} {one.app}
              </span>
            </button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
