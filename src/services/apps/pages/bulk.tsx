/** The same change to many records: what is meant and how many, what is to become of them, then the run. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { startBulkDelete, startBulkEdit } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { ErrorSummary } from '#ui/staff';
import { appHeadData } from '../table/app-head-data.server.ts';
import { bulkForm, changesIn, selectionIn } from '../table/bulk-form.server.ts';
import { appOf, deskOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { BulkDelete, BulkEdit, NothingChosen } from '../views/bulk-forms.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => ({
  app: await appHeadData(await appOf(scene)),
}));

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const { form } = scene;
  const chosen = must(await selectionIn(open, form));
  const intent = String(form.get('intent') ?? '');
  const shown = { bulk: await bulkForm(open, chosen, intent === 'delete' || intent === 'start-delete') };
  if (intent !== 'start-edit' && intent !== 'start-delete') {
    scene.touched('record', [open.app.id], [], 'record.previewRun');
    return { ...shown, message: undefined, issues: [] };
  }
  const changes = changesIn(open, form);
  if (!changes.ok && intent === 'start-edit')
    return data({ ...shown, message: undefined, issues: changes.error.issues ?? [] }, { status: 422 });
  const started =
    intent === 'start-delete' || !changes.ok
      ? await startBulkDelete(deskOf(scene), open.app.id, chosen)
      : await startBulkEdit(deskOf(scene), open.app.id, chosen, changes.value);
  if (started.ok)
    throw redirect(href(staffPaths.appRun, { app: open.app.id, run: started.value.id }), { status: 303 });
  const { error } = started;
  if (error.code === 'notFound') throw new Refusal(error);
  return data(
    { ...shown, message: error.issues ? undefined : sentenceOf(error), issues: error.issues ?? [] },
    { status: statusOf(error) },
  );
});

export default function Bulk() {
  const { app } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const issues = answer?.issues ?? [];
  return (
    <AppHead app={app} title={answer?.bulk.deletes ? 'まとめて削除' : 'まとめて変更'} errors={issues.length}>
      {answer === undefined ? (
        <NothingChosen app={app.id} />
      ) : (
        <>
          <ErrorSummary message={answer.message} issues={issues} />
          {answer.bulk.deletes ? (
            <BulkDelete app={app} bulk={answer.bulk} />
          ) : (
            <BulkEdit app={app} bulk={answer.bulk} issues={issues} />
          )}
        </>
      )}
    </AppHead>
  );
}
