/** Apps in a table: name, department, state, and what can be done with each. */
import { Form, Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Mark, ScrollBox, Submit } from '#ui/staff';
import type { AppLine } from '../home-page.server.ts';
import { studioApp } from './studio-head.tsx';

export function AppTable({ apps, label }: { apps: readonly AppLine[]; label: string }) {
  return (
    <ScrollBox label={label}>
      <table className="table studio-apps">
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col" className="optional">
              所管
            </th>
            <th scope="col">状態</th>
            <th scope="col" className="optional">
              変更
            </th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {apps.map((app) => (
            <tr key={app.appId}>
              <th scope="row">
                <Link to={studioApp(app.appId)}>{app.title}</Link>
                {app.description !== '' && <span className="quiet studio-about">{app.description}</span>}
              </th>
              <td className="optional">{app.departmentName}</td>
              <td className="nowrap">
                {app.version === null ? (
                  <Mark tone="waiting">下書き</Mark>
                ) : app.changed ? (
                  <Mark tone="new">第{app.version}版・変更あり</Mark>
                ) : (
                  <Mark tone="done">第{app.version}版</Mark>
                )}
              </td>
              <td className="optional nowrap quiet">
                {app.at} {app.by}
              </td>
              <td className="nowrap">
                <Form method="post" className="studio-acts">
                  <Csrf />
                  <input type="hidden" name="app" value={app.appId} />
                  <Link
                    className="button button-quiet"
                    to={href(staffPaths.studioSettings, { app: app.appId })}
                  >
                    設定<span className="visually-hidden">：{app.title}</span>
                  </Link>
                  {app.version !== null && (
                    <>
                      <Submit kind="plain" className="button-quiet" name="intent" value="copy">
                        コピー<span className="visually-hidden">：{app.title}</span>
                      </Submit>
                      <Link
                        className="button button-quiet"
                        to={href(staffPaths.studioRetire, { app: app.appId })}
                      >
                        やめる<span className="visually-hidden">：{app.title}</span>
                      </Link>
                    </>
                  )}
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
