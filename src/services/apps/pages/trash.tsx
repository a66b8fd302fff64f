/** The trash of a work app: who put what there when, and the way back for 30 days. */
import { data, Form, redirect, useActionData, useLoaderData, useSearchParams } from 'react-router';
import { restoreRecord } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Page, ScrollBox } from '#ui/staff';
import { appIn, entryDeskOf, textIn } from '../record/desk.server.ts';
import { recordHref } from '../record/names.ts';
import { trashPage } from '../record/trash-page.server.ts';
import { appHref } from '../record/views/crumbs.ts';
import { Moment } from '../record/views/moment.tsx';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, (scene) => trashPage(scene));

export const action = guardStaff(handle, async (scene) => {
  await appOf(scene);
  const app = appIn(scene);
  const record = textIn(scene.form, 'record');
  const done = await restoreRecord(entryDeskOf(scene), app, record);
  if (done.ok)
    throw redirect(href(staffPaths.record, { app, record }, { done: 'restored' }), { status: 303 });
  const { error } = done;
  const message = error.code === 'notFound' ? 'このレコードは、もうごみ箱にありません。' : sentenceOf(error);
  return data({ message, issues: error.issues?.map((one) => ({ ...one, path: '' })) ?? [] }, { status: 409 });
});

export default function Trash() {
  const { appId, title, rows, more } = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const [search] = useSearchParams();
  return (
    <Page
      title={`${title}のごみ箱`}
      crumb="ごみ箱"
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(appId), text: title },
      ]}
      wide
    >
      <Done
        words={{ deleted: 'ごみ箱に入れました。30日の間は元に戻せます。' }}
        undo={() => <Restore record={search.get('undo') ?? ''} words="元に戻す" />}
      />
      {back !== undefined && <ErrorSummary message={back.message} issues={back.issues} />}
      {rows.length === 0 ? (
        <p className="empty">ごみ箱は空です。ごみ箱に入れたレコードは、ここから30日の間は元に戻せます。</p>
      ) : (
        <ScrollBox label="ごみ箱のレコード">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">レコード</th>
                <th scope="col">ごみ箱に入れた日時</th>
                <th scope="col">入れた人</th>
                <th scope="col" className="number">
                  消えるまで
                </th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.title}</th>
                  <td>
                    <Moment at={row.at} />
                  </td>
                  <td>{row.who}</td>
                  <td className="number">{row.left}日</td>
                  <td>
                    {row.survivor === null ? (
                      <Restore record={row.id} words="元に戻す" of={row.title} />
                    ) : (
                      <a href={recordHref(appId, row.survivor)}>統合先を開く</a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {more && <p className="help">多いので、はじめの{rows.length}件を出しています。</p>}
    </Page>
  );
}

function Restore({ record, words, of }: { record: string; words: string; of?: string }) {
  return (
    <Form method="post" className="inline-form">
      <Csrf />
      <input type="hidden" name="record" value={record} />
      <button type="submit" className="button button-quiet">
        {words}
        {of !== undefined && <span className="visually-hidden">：{of}</span>}
      </button>
    </Form>
  );
}
