/** One import: its columns, what the check found, how far it is, and in the end what became of the rows. */
import { useEffect } from 'react';
import { data, redirect, useActionData, useLoaderData, useRevalidator } from 'react-router';
import { cancelImport, checkImport, chooseSheet, readImport, startImport } from '#core/imports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, type FormIssue } from '#ui/staff';
import { importDesk } from '../import/desk.server.ts';
import { importPage } from '../import/import-page.server.ts';
import { readMapping } from '../import/read-mapping.server.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { appOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { ImportChecked } from '../views/import-checked.tsx';
import { ImportColumns } from '../views/import-columns.tsx';
import { ImportOver } from '../views/import-over.tsx';
import { ImportProgress } from '../views/import-progress.tsx';
import { ImportSteps } from '../views/import-steps.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const step = new URL(scene.request.url).searchParams.get('step');
  const id = scene.params.import ?? '';
  const page = await importPage(importDesk(scene), open.app.id, id, step === 'columns' ? step : undefined);
  scene.touched('record-import', [open.app.id, page.id], [], 'record.readImport');
  return { app: await appHeadData(open), page };
});

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const desk = importDesk(scene);
  const [appId, id] = [open.app.id, scene.params.import ?? ''];
  const { view } = must(await readImport(desk, appId, id));
  const intent = String(scene.form.get('intent') ?? '');
  const acts: Record<string, () => Promise<Result<unknown>>> = {
    sheet: () => chooseSheet(desk, appId, id, Number(scene.form.get('sheet'))),
    check: () => checkImport(desk, appId, id, readMapping(scene.form, view.heading.length)),
    start: () => startImport(desk, appId, id),
    cancel: () => cancelImport(desk, appId, id),
  };
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (act === undefined) throw new Refusal(appError('notFound'));
  const done = await act();
  if (!done.ok) {
    const { error } = done;
    if (error.code === 'notFound' || error.code === 'forbidden') throw new Refusal(appError('notFound'));
    const issues: FormIssue[] = error.issues ?? [];
    return data(
      { message: issues.length > 0 ? undefined : sentenceOf(error), issues },
      { status: statusOf(error) },
    );
  }
  const answer = intent === 'cancel' ? '?done=cancel' : intent === 'sheet' ? '?step=columns' : '';
  throw redirect(`${href(staffPaths.appImport, { app: appId, import: id })}${answer}`, { status: 303 });
});

const words = { cancel: '取りやめました。取り込んだ分は、そのまま残っています。' };
const stepOf = {
  columns: 'columns',
  checking: 'check',
  checked: 'check',
  running: 'run',
  over: 'result',
} as const;

export default function Import() {
  const { app, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const working = page.step === 'checking' || page.step === 'running';
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => void revalidate(), 1_500);
    return () => clearInterval(timer);
  }, [working, revalidate]);
  const issues = answer?.issues ?? [];
  return (
    <AppHead app={app} title="ファイルから取り込む" errors={issues.length}>
      <Done words={words} />
      <ErrorSummary message={answer?.message} issues={issues} />
      <ImportSteps now={stepOf[page.step]} />
      <p className="import-name">
        <b>{page.fileName}</b>
        <span className="quiet">　{page.at}</span>
      </p>
      {page.step === 'columns' && <ImportColumns key={page.sheet} app={app} page={page} issues={issues} />}
      {working && <ImportProgress page={page} />}
      {page.step === 'checked' && <ImportChecked app={app} page={page} />}
      {page.step === 'over' && <ImportOver app={app} page={page} />}
    </AppHead>
  );
}
