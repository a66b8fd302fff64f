/** One record as paper takes it. */
import { redirect, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { RecordPaper } from '../paper/view/record-paper.tsx';
import { recordPage } from '../record/record-page.server.ts';
import { appHref } from '../record/views/crumbs.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { page, moved } = must(await recordPage(scene, 'record.print'));
  if (moved)
    throw redirect(href(staffPaths.recordPrint, { app: page.appId, record: page.id }), { status: 302 });
  return page;
});

export default function RecordPrint() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page
      title={`印刷：${page.title}`}
      wide
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(page.appId), text: page.appTitle },
        { to: href(staffPaths.record, { app: page.appId, record: page.id }), text: page.title },
      ]}
    >
      <RecordPaper page={page} />
    </Page>
  );
}
