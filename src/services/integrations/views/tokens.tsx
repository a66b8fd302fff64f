/** Tokens of an integration, and the form for a new one. */
import { Form } from 'react-router';
import { Csrf, errorFor, Field, type FormIssue, KeptForm, Mark, ScrollBox, Submit } from '#ui/staff';

interface Token {
  id: string;
  label: string;
  scopes: string[];
  until: string;
  used: string | null;
  state: 'live' | 'expired' | 'revoked';
}

const states = { live: '使えます', expired: '期限切れ', revoked: '取消済' } as const;
const tones = { live: 'done', expired: 'stopped', revoked: 'stopped' } as const;

export function TokenTable({ tokens }: { tokens: Token[] }) {
  if (tokens.length === 0)
    return <p className="empty">トークンはありません。下で作ると、相手のシステムが API を使えます。</p>;
  return (
    <ScrollBox label="トークンの一覧">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">できること</th>
            <th scope="col">期限</th>
            <th scope="col">最後に使った時</th>
            <th scope="col">状態</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>{token.label}</td>
              <td className="small">{token.scopes.join('、')}</td>
              <td className="nowrap">{token.until}</td>
              <td className="nowrap">{token.used ?? 'まだ'}</td>
              <td>
                <Mark tone={tones[token.state]}>{states[token.state]}</Mark>
              </td>
              <td>
                {token.state === 'live' && (
                  <Form method="post">
                    <Csrf />
                    <input type="hidden" name="id" value={token.id} />
                    <button type="submit" name="intent" value="revoke" className="button button-quiet">
                      取り消す<span className="visually-hidden">：{token.label}</span>
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

export function TokenForm({
  scopes,
  most,
  issues,
}: {
  scopes: [string, string][];
  most: number;
  issues: readonly FormIssue[];
}) {
  const scopesError = errorFor(issues, 'scopes');
  return (
    <details className="fold-box" open={issues.length > 0 || undefined}>
      <summary>新しいトークンを作る</summary>
      <KeptForm name="token">
        <Csrf />
        <Field label="どこで使うトークンか" help="例：本番サーバー" error={errorFor(issues, 'label')}>
          <input id="label" type="text" name="label" maxLength={60} />
        </Field>
        <fieldset className="field" id="scopes" tabIndex={-1}>
          <legend>できること</legend>
          <p className="help">要るものだけを選んでください。役割にないことは、選んでもできません。</p>
          {scopesError && <p className="error">{scopesError}</p>}
          {scopes.map(([scope, label]) => (
            <label key={scope} className="choice">
              <input type="checkbox" name="scopes" value={scope} />
              {label} <code className="quiet small">{scope}</code>
            </label>
          ))}
        </fieldset>
        <Field label="期限までの日数" help={`1日から${most}日まで`} error={errorFor(issues, 'days')}>
          <input id="days" type="text" inputMode="numeric" name="days" className="short" defaultValue="90" />
        </Field>
        <Submit name="intent" value="token">
          トークンを作る
        </Submit>
      </KeptForm>
    </details>
  );
}
