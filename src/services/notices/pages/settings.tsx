/** How I want to be told of what. */
import { Form, redirect, useLoaderData } from 'react-router';
import {
  isWay,
  kindWords,
  type NoticeKind,
  type NoticeWay,
  noticeKinds,
  noticeWays,
  wayWords,
} from '#core/notices';
import { readRules, saveRules } from '#core/notices.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { openApps } from '#core/views.server';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, Page, ScrollBox, Section, Submit } from '#ui/staff';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const { ways, quiet } = await readRules(tx, actor.id ?? '');
  const apps = await openApps({ tx, municipality: info.municipality, actor });
  return {
    ways,
    apps: apps.map(({ app }) => ({ id: app.id, title: app.title.ja, quiet: quiet.includes(app.id) })),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, info, form, touched }) => {
  const before = await readRules(tx, actor.id ?? '');
  const ways = { ...before.ways };
  for (const kind of noticeKinds) {
    const way = String(form.get(`way-${kind}`) ?? '');
    if (isWay(way)) ways[kind] = way;
  }
  const apps = (await openApps({ tx, municipality: info.municipality, actor })).map((one) => one.app.id);
  const chosen = form.getAll('quiet').map(String);
  // Apps of another post of the same person stay as they are.
  const quiet = [
    ...before.quiet.filter((id) => !apps.includes(id)),
    ...apps.filter((id) => chosen.includes(id)),
  ];
  await saveRules({ tx, municipality: info.municipality, actor, touched }, { ways, quiet });
  throw redirect(href(staffPaths.noticeSettings, undefined, { done: 'saved' }), { status: 303 });
});

export default function NoticeSettings() {
  const { ways, apps } = useLoaderData<typeof loader>();
  return (
    <Page
      title="お知らせの受け取り方"
      crumb="受け取り方"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.notices, text: 'お知らせ' },
      ]}
    >
      <Done words={{ saved: '受け取り方を保存しました。' }} />
      <Form method="post">
        <Csrf />
        <Section title="種類ごとに" id="kinds">
          <p className="quiet">
            メールには、業務アプリの名前と件数だけを書きます。「1日1回」のメールは、朝8時までの分を8時すぎに送ります。
          </p>
          <ScrollBox label="種類ごとの受け取り方">
            <table className="table notice-ways">
              <thead>
                <tr>
                  <th scope="col">どんなとき</th>
                  {noticeWays.map((way) => (
                    <th key={way} scope="col">
                      {wayWords[way]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {noticeKinds.map((kind) => (
                  <WayRow key={kind} kind={kind} chosen={ways[kind]} />
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </Section>
        {apps.length > 0 && (
          <Section title="知らせない業務アプリ" id="quiet">
            <p className="quiet">
              選んだ業務アプリの変更とコメントは知らせません。あなたが宛先や担当になったときは届きます。
            </p>
            <ul className="notice-apps">
              {apps.map((app) => (
                <li key={app.id}>
                  <label className="choice">
                    <input type="checkbox" name="quiet" value={app.id} defaultChecked={app.quiet} />{' '}
                    {app.title}
                  </label>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Submit>保存する</Submit>
      </Form>
    </Page>
  );
}

function WayRow({ kind, chosen }: { kind: NoticeKind; chosen: NoticeWay }) {
  const { name, help } = kindWords[kind];
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="quiet">{help}</span>
      </th>
      {noticeWays.map((way) => (
        <td key={way}>
          <label className="way">
            <input
              type="radio"
              name={`way-${kind}`}
              value={way}
              defaultChecked={way === chosen}
              aria-label={`${name}：${wayWords[way]}`}
            />
          </label>
        </td>
      ))}
    </tr>
  );
}
