/** Endpoints of an integration with what was delivered, and the form for a new one. */
import { Form } from 'react-router';
import { Csrf, errorFor, Field, type FormIssue, KeptForm, Mark, ScrollBox, Submit } from '#ui/staff';

interface Delivery {
  id: string;
  kind: string;
  at: string;
  state: 'waiting' | 'delivered' | 'failed';
  stateLabel: string;
  attempts: number;
  result: string;
  next: string | null;
}
interface Endpoint {
  id: string;
  url: string;
  kinds: string[];
  stopped: boolean;
  twoSecrets: boolean;
  deliveries: Delivery[];
}

const tones = { waiting: 'waiting', delivered: 'done', failed: 'stopped' } as const;

export function Endpoints({ endpoints }: { endpoints: Endpoint[] }) {
  if (endpoints.length === 0)
    return (
      <p className="empty">通知の送り先はありません。登録すると、案件の動きを番号と状態だけで知らせます。</p>
    );
  return endpoints.map((one) => (
    <article key={one.id} className="fold-box">
      <h3>
        {one.url} {one.stopped && <Mark tone="stopped">停止</Mark>}
      </h3>
      <p className="small">知らせること：{one.kinds.join('、')}</p>
      {one.twoSecrets && <p className="note">一日のあいだ、前の秘密でも署名します。</p>}
      {!one.stopped && (
        <Form method="post" className="button-row">
          <Csrf />
          <input type="hidden" name="id" value={one.id} />
          <button type="submit" name="intent" value="rotate" className="button button-plain">
            署名の秘密を替える
          </button>
          <button type="submit" name="intent" value="stop" className="button button-quiet">
            この送り先をやめる
          </button>
        </Form>
      )}
      <Deliveries deliveries={one.deliveries} url={one.url} stopped={one.stopped} />
    </article>
  ));
}

function Deliveries({ deliveries, url, stopped }: { deliveries: Delivery[]; url: string; stopped: boolean }) {
  if (deliveries.length === 0) return <p className="empty">まだ何も送っていません。</p>;
  return (
    <ScrollBox label={`${url} への送信の記録`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">できごと</th>
            <th scope="col">時</th>
            <th scope="col">状態</th>
            <th scope="col">結果</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((each) => (
            <tr key={each.id}>
              <td>{each.kind}</td>
              <td className="nowrap">{each.at}</td>
              <td>
                <Mark tone={tones[each.state]}>{each.stateLabel}</Mark>
              </td>
              <td className="small">
                {each.result}
                {each.attempts > 1 && `（${each.attempts}回目）`}
                {each.next && ` 次は${each.next}`}
              </td>
              <td>
                {!stopped && each.state !== 'waiting' && (
                  <Form method="post">
                    <Csrf />
                    <input type="hidden" name="id" value={each.id} />
                    <button type="submit" name="intent" value="replay" className="button button-quiet">
                      もう一度送る
                    </button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

export function EndpointForm({ kinds, issues }: { kinds: [string, string][]; issues: readonly FormIssue[] }) {
  const kindsError = errorFor(issues, 'kinds');
  return (
    <details className="fold-box" open={issues.length > 0 || undefined}>
      <summary>送り先を登録する</summary>
      <KeptForm name="endpoint">
        <Csrf />
        <Field
          label="送り先"
          help="https:// から。庁内の網に送るには、設定 WEBHOOK_ALLOWED_NETWORKS が要ります。"
          error={errorFor(issues, 'url')}
        >
          <input id="url" type="url" name="url" maxLength={500} />
        </Field>
        <fieldset className="field" id="kinds" tabIndex={-1}>
          <legend>知らせること</legend>
          {kindsError && <p className="error">{kindsError}</p>}
          {kinds.map(([kind, label]) => (
            <label key={kind} className="choice">
              <input type="checkbox" name="kinds" value={kind} />
              {label} <code className="quiet small">{kind}</code>
            </label>
          ))}
        </fieldset>
        <Submit name="intent" value="endpoint">
          登録する
        </Submit>
      </KeptForm>
    </details>
  );
}
