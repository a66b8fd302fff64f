/** Access of one app in force, for the security officer, who need not manage it. */
import { useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { cityApp } from '../access/city-apps.server.ts';
import { FileLinks } from '../access/file-links.tsx';
import { matrixPage } from '../access/matrix-page.server.ts';
import { MatrixView } from '../access/matrix-view.tsx';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'audit.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const app = await cityApp(deskOf(scene), scene.params.app ?? '');
  if (app === null) throw new Refusal(appError('notFound'));
  scene.touched('app', [app.id], [], 'app.access.matrix');
  return { page: await matrixPage(deskOf(scene), app, '公開中') };
});

export default function AppAccessOf() {
  const { page } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`${page.title}のアクセス権`}
      crumb={page.title}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.audit, text: '操作の記録' },
        { to: staffPaths.appAccess, text: '業務アプリのアクセス権' },
      ]}
      wide
      actions={<FileLinks to={href(staffPaths.appAccessFile, { app: page.appId })} />}
    >
      <MatrixView page={page} />
    </Page>
  );
}
