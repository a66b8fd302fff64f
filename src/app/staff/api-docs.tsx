/** What the API offers, from the same document that clients are made from, and a way to try it with a token. */
import { useState } from 'react';
import { useLoaderData } from 'react-router';
import { apiScopes } from '#core/integrations';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Facts, Field, Page, Section } from '#ui/staff';
import { apiEntries } from './api-docs.server.ts';
import { TryOut } from './try-out.tsx';

export const handle = { permission: 'public', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => ({ groups: apiEntries() }));

export default function ApiDocs() {
  const { groups } = useLoaderData<typeof loader>();
  // Only here, for as long as the page is open: never in a form that is kept, an address or the storage of the browser.
  const [token, setToken] = useState('');
  return (
    <Page title="API の説明と試用" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]} wide>
      <p>
        ほかのシステムが使う REST API です。機械が読む形は <a href="/api/openapi.json">/api/openapi.json</a>
        （OpenAPI 3.1）にあります。誤りはすべて <code>application/problem+json</code> で返ります。
      </p>
      <Section title="トークン" id="token">
        <p>
          トークンは「連携」で作ります。試すときは、ここに貼ってください。保存されず、この画面を閉じると消えます。試用でも、案件は本当に変わります。
        </p>
        <Field label="アクセストークン">
          <input
            id="access-token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.target.value.trim())}
          />
        </Field>
        <details className="fold-box">
          <summary>スコープの一覧</summary>
          <Facts rows={Object.entries(apiScopes)} />
        </details>
      </Section>
      {groups.map(({ tag, entries }) => (
        <Section key={tag} title={tag}>
          {entries.map((entry) => (
            <details key={entry.id} id={entry.id} className="fold-box">
              <summary>
                <b className="number-left">{entry.method}</b> <code>/api/v1{entry.path}</code> {entry.ja}
              </summary>
              <p className="quiet" lang="en">
                {entry.en}
              </p>
              <p className="small">
                スコープ <code>{entry.scope}</code>・権限 <code>{entry.permission}</code>
              </p>
              <p className="small">応答：{entry.answers.join('、')}</p>
              {entry.schema && (
                <details>
                  <summary>本文の形（JSON Schema）</summary>
                  <pre className="api-text">{entry.schema}</pre>
                </details>
              )}
              <TryOut entry={entry} token={token} />
            </details>
          ))}
        </Section>
      ))}
    </Page>
  );
}
