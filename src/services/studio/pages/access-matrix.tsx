/** The rules of one app on one page, for whoever manages it. */
import { useLoaderData } from 'react-router';
import type { WorkApp } from '#core/definitions';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { FileLinks } from '../access/file-links.tsx';
import { matrixPage } from '../access/matrix-page.server.ts';
import { MatrixView } from '../access/matrix-view.tsx';
import { deskOf } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { head, app } = must(await studioHead(deskOf(scene), scene.params.app ?? ''));
  scene.touched('app', [head.appId], [], 'app.access.matrix');
  const state = app.draft === null ? `第${head.version}版` : '下書き（まだ効いていません）';
  return { head, page: await matrixPage(deskOf(scene), app.body as WorkApp, state) };
});

export default function AccessMatrix() {
  const { head, page } = useLoaderData<typeof loader>();
  return (
    <StudioPage
      head={head}
      tab="access"
      name="アクセス権の表"
      wide
      actions={<FileLinks to={href(staffPaths.studioAccessFile, { app: head.appId })} />}
    >
      <MatrixView page={page} />
    </StudioPage>
  );
}
