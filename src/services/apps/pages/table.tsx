/** The list of a work app. The first page comes with the document; the rest is read as one scrolls. */
import { useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { viewsFor } from '#core/saved-views.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { Done } from '#ui/staff';
import { appHeadData } from '../table/app-head-data.server.ts';
import { chosenView } from '../table/asked-view.server.ts';
import { appOf } from '../table/desk.server.ts';
import { openTable } from '../table/read-rows.server.ts';
import { touchedRows } from '../table/touched-rows.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { TablePage } from '../views/table-page.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const views = await viewsFor(open);
  const view = chosenView(views, new URL(scene.request.url).searchParams.get('view'));
  const { table, read } = must(await openTable(open, { view: view?.id }));
  touchedRows(scene, open, table.first.rows, read);
  return { app: await appHeadData(open, views), table, today: open.at.today };
});

const words = { kept: '一覧として保存しました。' };

export default function Table() {
  const { app, table, today } = useLoaderData<typeof loader>();
  return (
    <AppHead app={app}>
      <Done words={words} />
      <TablePage key={`${app.id} ${table.question.view ?? ''}`} app={app} opened={table} today={today} />
    </AppHead>
  );
}
