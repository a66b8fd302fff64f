/** Whether records may leave the house on a device, said so that nobody switches it on by the way. */
import { useState } from 'react';
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { errorFor, type FormIssue } from '#ui/staff';

interface OfflineFieldProps {
  app: string;
  hours: number | null;
  issues: readonly FormIssue[] | undefined;
}

/** A working day. */
const usual = 12;

export function OfflineField({ app, hours, issues }: OfflineFieldProps) {
  const [on, setOn] = useState(hours !== null);
  const error = errorFor(issues, 'offlineHours');
  return (
    <fieldset className="field">
      <legend>端末への持ち出し</legend>
      <div className="studio-radio">
        <label className="choice">
          <input
            type="checkbox"
            name="offline"
            value="1"
            checked={on}
            onChange={(event) => setOn(event.target.checked)}
            aria-describedby="offline-help"
          />
          レコードを端末に持ち出して、電波のないところで入力できるようにする
        </label>
        <p className="help" id="offline-help">
          レコードを変えられる人が、スマートフォンなどに50件まで持ち出せます。追加できる人は、新しいレコードの白紙の用紙も持ち出せます。内容は暗号にして端末に置き、期限がすぎるか、取り消すと読めなくなります。厳重に守る項目と、支援措置にかかるレコードは持ち出せません。誰が何を持ち出したかは、操作の記録に残ります。
        </p>
      </div>
      {on && (
        <div className={error === undefined ? 'field' : 'field field-error'}>
          <label htmlFor="offlineHours">持ち出せる時間</label>
          {error !== undefined && <p className="error">{error}</p>}
          <input
            id="offlineHours"
            type="number"
            name="offlineHours"
            min={1}
            max={72}
            defaultValue={hours ?? usual}
            aria-invalid={error === undefined ? undefined : true}
          />
          <span> 時間（1～72）</span>
        </div>
      )}
      {hours !== null && (
        <p>
          <Link to={href(staffPaths.studioOffline, { app })}>いま持ち出されているものを見る</Link>
        </p>
      )}
    </fieldset>
  );
}
