/** For oneself, or for all who use the app. */
import type { PartProps } from './part-props.ts';

/** `fixed`: a view that is kept already stays what it is; a copy may be the other. */
export function SharingParts({ data, draft, put, fixed }: PartProps & { fixed: boolean }) {
  return (
    <fieldset className="field">
      <legend>だれが使うか</legend>
      {fixed || !data.mayShare ? (
        <p>
          {draft.shared ? 'このアプリを使う人みんな（共有）' : '自分だけ'}
          <input type="hidden" name="shared" value={draft.shared ? 'yes' : 'no'} />
        </p>
      ) : (
        <div className="choices-row">
          {(['no', 'yes'] as const).map((value) => (
            <label className="choice" key={value}>
              <input
                type="radio"
                name="shared"
                value={value}
                checked={draft.shared === (value === 'yes')}
                onChange={() => put({ shared: value === 'yes' })}
              />
              <span>{value === 'yes' ? 'このアプリを使う人みんな（共有）' : '自分だけ'}</span>
            </label>
          ))}
        </div>
      )}
      {draft.shared ? (
        <>
          <p className="help">
            共有しても、見る人の権限をこえてレコードや項目が見えることはありません。見られない項目は、その人の画面では外れます。
          </p>
          <details className="fold-box" open={draft.firstFor.length > 0}>
            <summary>アプリを開いたとき、はじめにこれが出る人</summary>
            <div className="choices-row">
              {[{ value: 'everyone', label: '全職員' }, ...data.roles].map((one) => (
                <label className="choice" key={one.value}>
                  <input
                    type="checkbox"
                    name="firstFor"
                    value={one.value}
                    checked={draft.firstFor.includes(one.value)}
                    onChange={(event) =>
                      put({
                        firstFor: event.target.checked
                          ? [...draft.firstFor, one.value]
                          : draft.firstFor.filter((other) => other !== one.value),
                      })
                    }
                  />
                  <span>{one.label}</span>
                </label>
              ))}
            </div>
          </details>
        </>
      ) : (
        <label className="choice">
          <input
            type="checkbox"
            name="first"
            value="yes"
            checked={draft.first}
            onChange={(event) => put({ first: event.target.checked })}
          />
          <span>このアプリを開いたとき、はじめにこれを出す</span>
        </label>
      )}
    </fieldset>
  );
}
