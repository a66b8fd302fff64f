/** 取込み: choosing a file, and the imports one has begun. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { importStates } from '#core/imports';
import { listImports, requestImport } from '#core/imports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { ErrorSummary, type FormIssue, Mark, Section } from '#ui/staff';
import { importDesk } from '../import/desk.server.ts';
import { dayAndTime } from '../import/import-page.server.ts';
import { toneOf } from '../import/tone.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { appOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { ImportFileForm } from '../views/import-file-form.tsx';
import { ImportSteps } from '../views/import-steps.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const app = await appHeadData(open);
  if (!app.acts.includes('import')) throw new Refusal(appError('notFound'));
  const imports = await listImports(importDesk(scene), open.app.id);
  return {
    app,
    imports: imports.map((one) => ({
      id: one.id,
      fileName: one.fileName,
      state: one.state,
      added: one.added,
      changed: one.changed,
      wrong: one.wrong,
      at: dayAndTime(one.askedAt),
    })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const file = scene.form.get('file');
  if (!(file instanceof File) || file.size === 0)
    return data(
      {
        issues: [{ path: 'file', message: 'ファイルを選んでください。' }] as FormIssue[],
        message: undefined,
      },
      { status: 422 },
    );
  const encoding = scene.form.get('encoding');
  const made = await requestImport(importDesk(scene), open.app.id, {
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    ...(encoding === 'utf-8' || encoding === 'windows-31j' ? { encoding } : {}),
  });
  if (!made.ok) {
    if (made.error.code === 'notFound' || made.error.code === 'forbidden')
      throw new Refusal(appError('notFound'));
    const issues: FormIssue[] = made.error.issues ?? [];
    return data(
      { issues, message: issues.length > 0 ? undefined : sentenceOf(made.error) },
      { status: statusOf(made.error) },
    );
  }
  throw redirect(href(staffPaths.appImport, { app: open.app.id, import: made.value.id }), { status: 303 });
});

export default function Imports() {
  const { app, imports } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppHead app={app} title="ファイルから取り込む" errors={answer?.issues.length ?? 0}>
      <ErrorSummary message={answer?.message} issues={answer?.issues} />
      <ImportSteps now="file" />
      <Section title="ファイルを選ぶ" id="choose">
        <p className="help">
          1行目に列の名前があるCSVかExcel（.xlsx）を選びます。次の画面で、列と項目の対応を確かめられます。まだ何も取り込まれません。
        </p>
        <ImportFileForm app={app.id} issues={answer?.issues ?? []} />
      </Section>
      <Section title="これまでの取込み" id="before">
        {imports.length === 0 ? (
          <p className="quiet">まだ取り込んでいません。</p>
        ) : (
          <ul className="import-list">
            {imports.map((one) => (
              <li key={one.id}>
                <Link to={href(staffPaths.appImport, { app: app.id, import: one.id })}>{one.fileName}</Link>
                <Mark tone={toneOf(one.state)}>{importStates[one.state]}</Mark>
                <span className="quiet">
                  {one.at}
                  {one.state === 'done' && `　追加${one.added}件・変更${one.changed}件`}
                  {one.wrong > 0 && `　取り込めない行${one.wrong}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </AppHead>
  );
}
