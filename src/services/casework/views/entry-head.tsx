/** What the paper itself tells: where it was taken, when it arrived, and its scan. */

import { channelLabels } from '#core/cases';
import type { Issue } from '#kernel/errors';
import { errorFor, Field } from '#ui/staff';

export function EntryHead({
  channel,
  arrivedOn,
  issues,
  files,
}: {
  channel: string;
  arrivedOn: string;
  issues: readonly Issue[];
  files: string[];
}) {
  const channelError = errorFor(issues, 'channel');
  return (
    <div className="entry-head">
      <fieldset className={channelError ? 'field field-wrong' : 'field'} id="channel">
        <legend>どこで受けたか</legend>
        {channelError && <p className="error">{channelError}</p>}
        <div className="choices-row">
          {(['counter', 'phone', 'post'] as const).map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="channel" value={one} defaultChecked={channel === one} />
              {channelLabels[one]}
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label="到達した日"
        help="市に届いた日。例：令和8年11月20日、R8.11.20"
        error={errorFor(issues, 'arrivedOn')}
      >
        <input id="arrivedOn" type="text" name="arrivedOn" className="short" defaultValue={arrivedOn} />
      </Field>
      <Field
        label="紙の写し（スキャン）"
        optional
        help="PDF か写真。あとからの差し替えはできません。"
        error={errorFor(issues, 'scan')}
      >
        <input id="scan" type="file" name="scan" multiple accept="application/pdf,image/jpeg,image/png" />
      </Field>
      {files.length > 0 && <p className="note">付いている写し：{files.join('、')}</p>}
    </div>
  );
}
