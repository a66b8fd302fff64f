/** A view as paper takes it: every record up to a bound, the header on each page, what was asked, when it was printed. */
import { useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { listQuestion } from '#core/saved-views.server';
import { totalsOf } from '#core/views.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { recordsOf } from '../charts/drill-down.server.ts';
import { measureWords } from '../charts/editor-model.ts';
import { figure } from '../charts/figures.ts';
import { RecordTable } from '../charts/view/behind-panel.tsx';
import { PrintedAt } from '../charts/view/printed-at.tsx';
import { lostWords, viewOf } from '../charts/view-scene.server.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { countText } from '../views/table-page.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

/** A stack of paper nobody wants; more goes out as a file. */
const most = 500;

export const loader = guardStaff(handle, async (scene) => {
  const { open, view } = await viewOf(scene);
  const question = listQuestion(view.view);
  const columns =
    question.columns ??
    open.app.work.title.filter((code) => open.fields.some((one) => one.field.code === code));
  const listed = must(await recordsOf(open, question.filter ?? '', columns, most, question.sort));
  const totals = must(await totalsOf(open, question));
  const { classes, ...behind } = listed;
  scene.touched('record', [open.app.id, ...behind.rows.map((row) => row.id)], classes, 'record.print');
  const label = (code: string | null) =>
    open.fields.find((one) => one.field.code === code)?.field.label.ja ?? '';
  return {
    app: await appHeadData(open),
    title: view.title,
    lost: lostWords(view.lost),
    behind,
    totals: totals.map(
      ({ by, field, value }) =>
        `${label(field)}の${measureWords[by as keyof typeof measureWords]} ${figure(value)}`,
    ),
  };
});

export default function PrintView() {
  const { app, title, behind, totals, lost } = useLoaderData<typeof loader>();
  return (
    <AppHead
      app={app}
      title={title}
      actions={
        <button type="button" className="button button-primary" onClick={() => window.print()}>
          印刷
        </button>
      }
    >
      {lost !== null && <p className="note">{lost}</p>}
      <PrintedAt filter={behind.words} />
      <p>
        {countText(behind.count)}
        {totals.length > 0 && `　${totals.join('　')}`}
      </p>
      {behind.count.count > behind.rows.length && (
        <p className="note">はじめの{behind.rows.length}件です。すべては、書き出しを使ってください。</p>
      )}
      {behind.rows.length === 0 ? (
        <p className="empty">当てはまるレコードがありません。</p>
      ) : (
        <RecordTable app={app.id} behind={behind} label={title} />
      )}
    </AppHead>
  );
}
