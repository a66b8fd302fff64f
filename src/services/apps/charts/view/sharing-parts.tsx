/** For oneself, or for all who use the app. */
import { errorFor } from '#ui/staff';
import type { PartProps } from './part-props.ts';
import { PickWho } from './pick-who.tsx';

/** `fixed`: a view that is kept already stays what it is; a copy may be the other. */
export function SharingParts({ data, draft, put, issues, fixed }: PartProps & { fixed: boolean }) {
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
          <div className="choices-row">
            {[false, true].map((limited) => (
              <label className="choice" key={String(limited)}>
                <input
                  type="radio"
                  name="limited"
                  value={limited ? 'yes' : 'no'}
                  checked={(draft.finds !== null) === limited}
                  onChange={() => put({ finds: limited ? [] : null })}
                />
                <span>{limited ? '選んだ人だけが見つける' : 'みんなが見つける'}</span>
              </label>
            ))}
          </div>
          {draft.finds !== null && (
            <PickWho
              data={data}
              name="finds"
              label="この一覧を見つける人"
              help="アプリを管理する人は、いつでも見つけられます。"
              who={draft.finds}
              error={errorFor(issues, 'finds')}
              put={(finds) => put({ finds })}
            />
          )}
          <PickWho
            data={data}
            name="firstFor"
            label="アプリを開いたとき、はじめにこれが出る人"
            who={draft.firstFor}
            put={(firstFor) => put({ firstFor })}
          />
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
