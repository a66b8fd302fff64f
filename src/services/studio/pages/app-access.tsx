/** Access of all work apps on one list, for the security officer. */
import { Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import { actWords, type StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, ScrollBox } from '#ui/staff';
import { cityApps } from '../access/city-apps.server.ts';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'audit.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const lines = await cityApps(deskOf(scene));
  scene.touched(
    'app',
    lines.map((line) => line.id),
    [],
    'app.access.overview',
  );
  return { lines };
});

const shown = ['view', 'edit', 'export', 'manage'] as const;

export default function AppAccess() {
  const { lines } = useLoaderData<typeof loader>();
  return (
    <Page
      title="業務アプリのアクセス権"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.audit, text: '操作の記録' },
      ]}
      wide
      actions={
        <button type="button" className="button button-plain" onClick={() => window.print()}>
          印刷する
        </button>
      }
    >
      <p className="quiet">
        公開中のすべての業務アプリです。△ は条件に合うレコードだけ。名前を選ぶと一枚の表になります。
      </p>
      {lines.length === 0 ? (
        <p className="empty">公開中の業務アプリはありません。</p>
      ) : (
        <ScrollBox label="業務アプリごとのアクセス権">
          <table className="table matrix-table">
            <thead>
              <tr>
                <th scope="col">業務アプリ</th>
                <th scope="col">所管</th>
                {shown.map((act) => (
                  <th key={act} scope="col">
                    {actWords[act]}
                  </th>
                ))}
                <th scope="col">端末への持ち出し</th>
                <th scope="col">絞った項目</th>
                <th scope="col">確かめること</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row">
                    <Link to={href(staffPaths.appAccessOf, { app: line.id })}>{line.title}</Link>
                  </th>
                  <td>{line.department}</td>
                  {shown.map((act) => (
                    <td key={act}>
                      {line.who[act].slice(0, 4).join('、')}
                      {line.who[act].length > 4 && ` ほか${line.who[act].length - 4}`}
                    </td>
                  ))}
                  <td className="nowrap">{line.taken === null ? 'できない' : `${line.taken}時間まで`}</td>
                  <td className="number">{line.narrowed}</td>
                  <td>{line.concerns === 0 ? 'なし' : <Mark tone="alert">{line.concerns}件</Mark>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Page>
  );
}
