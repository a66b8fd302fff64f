/** 書出し of an app: which list, which columns, in which shape, and what for. The file is made as every export is. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import type { Encoding, Format } from '#core/exports';
import { recordsOffered, requestExport } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { viewsFor } from '#core/saved-views.server';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { ErrorSummary, type FormIssue } from '#ui/staff';
import { appHeadData } from '../table/app-head-data.server.ts';
import { appOf, deskOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { ExportForm } from '../views/export-form.tsx';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const views = await viewsFor(open);
  const view = new URL(scene.request.url).searchParams.get('view') ?? '';
  const desk = deskOf(scene);
  const wanted = await recordsOffered(desk, { app: open.app.id, view });
  const offer = wanted ?? (await recordsOffered(desk, { app: open.app.id }));
  if (offer === null) throw new Refusal(appError('notFound'));
  scene.touched('export', [open.app.id], ['internal'], 'export.plan');
  return { app: await appHeadData(open, views), offer, refused: wanted === null };
});

export const action = guardStaff(handle, async (scene) => {
  const { form } = scene;
  const open = await appOf(scene);
  const text = (name: string) => String(form.get(name) ?? '');
  const revision = text('revision');
  const done = await requestExport(deskOf(scene), {
    source: 'records',
    query: { app: open.app.id, view: text('view'), ...(revision === '' ? {} : { revision }) },
    columns: form.getAll('columns').map(String),
    format: text('format') as Format,
    encoding: text('encoding') as Encoding,
    purpose: text('purpose'),
  });
  if (done.ok) throw redirect(href(staffPaths.export, { export: done.value }), { status: 303 });
  const { error } = done;
  const issues: FormIssue[] = error.issues ?? [];
  const message = error.code === 'notFound' ? changed : issues.length > 0 ? undefined : sentenceOf(error);
  return data({ message, issues }, { status: statusOf(error) });
});

const changed = '選んだ一覧が変わったか、なくなりました。ページを開き直して、もう一度選んでください。';

export default function Export() {
  const { app, offer, refused } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const issues = answer?.issues ?? [];
  return (
    <AppHead app={app} title="書き出す" errors={issues.length}>
      <ErrorSummary message={answer?.message} issues={issues} />
      {refused && (
        <p className="note note-warning">
          選んだ一覧は、なくなったか、条件の一部をいまは使えないため、書き出せません。ほかの一覧を選んでください。
        </p>
      )}
      <ExportForm key={offer.view?.id ?? ''} app={app} offer={offer} issues={issues} />
    </AppHead>
  );
}
