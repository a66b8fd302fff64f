/** A pivot or a chart. What stands behind a figure is asked by POST: conditions name people and must not stand in addresses. */
import { useRef } from 'react';
import { Link, redirect, useFetcher, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, useStaffSite } from '#ui/staff';
import { cellIn, columnsFor, drillDown } from '../charts/drill-down.server.ts';
import type { Cell } from '../charts/model.ts';
import { showView } from '../charts/show-view.server.ts';
import { sourceWords } from '../charts/source-words.ts';
import { BehindPanel } from '../charts/view/behind-panel.tsx';
import { ChartFigure } from '../charts/view/chart-figure.tsx';
import { PrintedAt } from '../charts/view/printed-at.tsx';
import { lostWords, viewOf } from '../charts/view-scene.server.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { AppHead } from '../views/app-head.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { open, view } = await viewOf(scene);
  const app = open.app.id;
  if (view.view.kind === 'table') throw redirect(href(staffPaths.app, { app }, { view: view.id }));
  const shown = must(await showView(open, view.view));
  const { classes, ...rest } = shown;
  scene.touched('record', [app], classes, 'record.group');
  return {
    app: await appHeadData(open),
    view: { id: view.id, title: view.title, mayEdit: view.mayEdit },
    lost: lostWords(view.lost),
    source: sourceWords(rest, open.app.title.ja, open.at.now),
    ...rest,
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { open, view, views } = await viewOf(scene);
  const cell = cellIn(scene.form.get('cell'));
  if (cell === null) throw new Refusal(appError('invalid'));
  const behind = await drillDown(open, view.view, cell, columnsFor(open, views));
  if (!behind.ok) {
    scene.touched('record', [open.app.id], [], 'record.list');
    return {
      behind: null,
      name: '',
      message: behind.error.issues?.[0]?.message ?? 'もう一度お試しください。',
    };
  }
  const { classes, ...rest } = behind.value;
  scene.touched('record', [open.app.id, ...rest.rows.map((row) => row.id)], classes, 'record.list');
  return { behind: rest, name: String(scene.form.get('name') ?? '').slice(0, 200), message: null };
});

const words = { saved: '保存しました。' };

export default function View() {
  const { app, view, chart, table, source, lost, filter } = useLoaderData<typeof loader>();
  const { csrf } = useStaffSite();
  const fetcher = useFetcher<typeof action>({ key: `behind ${view.id}` });
  // Where one came from: closing the list goes back to that bar.
  const from = useRef<Element | null>(null);
  const open = (cell: Cell, name: string) => {
    from.current = document.activeElement;
    void fetcher.submit(
      { cell: JSON.stringify(cell), name, [csrf.name]: csrf.value ?? '' },
      { method: 'post' },
    );
  };
  const close = () => {
    fetcher.reset();
    (from.current as HTMLElement | SVGElement | null)?.focus();
  };
  const found = fetcher.data;
  return (
    <AppHead
      app={app}
      title={view.title}
      actions={
        <>
          {view.mayEdit && (
            <Link className="button" to={href(staffPaths.appViewEdit, { app: app.id, view: view.id })}>
              直す
            </Link>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            印刷
          </button>
        </>
      }
    >
      <Done words={words} />
      {lost !== null && <p className="note">{lost}</p>}
      <PrintedAt filter={filter} />
      <ChartFigure chart={chart} table={table} title={view.title} below={source} open={open} />
      <p role="status" className="quiet no-print">
        {fetcher.state !== 'idle' && 'レコードを読んでいます…'}
      </p>
      {found?.message && <ErrorSummary message={found.message} />}
      {found?.behind && <BehindPanel app={app} name={found.name} behind={found.behind} close={close} />}
    </AppHead>
  );
}
