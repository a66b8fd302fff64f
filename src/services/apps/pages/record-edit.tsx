/** Changing a record: others may do so at the same time, and nothing of either is lost. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { readProcess } from '#core/record-process.server';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { maySet, wayOf } from '../process/standing.ts';
import { entryDeskOf, recordIn, refuse } from '../record/desk.server.ts';
import { classesOf, contextFor, formPlace, shownAnswers } from '../record/form-page.server.ts';
import { keptKeyFor } from '../record/kept-key.server.ts';
import { recordHref } from '../record/names.ts';
import { saveForm } from '../record/save-form.server.ts';
import { titleIn } from '../record/title.server.ts';
import { appHref } from '../record/views/crumbs.ts';
import { RecordForm } from '../record/views/record-form.tsx';
import { WhoIsHere } from '../record/views/who-is-here.tsx';

export const handle = {
  permission: 'app.use',
  script: true,
  enhanced: true,
} satisfies RouteHandle<StaffPermission> & { enhanced: true };

export const loader = guardStaff(handle, async (scene) => {
  const place = await formPlace(scene);
  const { appId, title, form, seen, fields } = place;
  if (seen === null) return refuse();
  // A merged record is its survivor.
  if (seen.id !== recordIn(scene))
    throw redirect(href(staffPaths.recordEdit, { app: appId, record: seen.id }), { status: 302 });
  if (!seen.reach.may('edit')) throw redirect(recordHref(appId, seen.id), { status: 302 });
  const answers = shownAnswers(place, seen.answers);
  const process = await readProcess(entryDeskOf(scene), appId, seen.id);
  const panel = process.ok && process.value !== null ? { process: process.value } : null;
  scene.touched('record', [appId, seen.id], classesOf(fields), 'record.read');
  return {
    appId,
    record: seen.id,
    title,
    name: titleIn(place.view, answers),
    form,
    answers,
    revision: seen.revision,
    // After the decision only the wording is corrected, with a reason.
    correcting: wayOf(panel) === 'over' && maySet(panel, 'correctFormally'),
    context: await contextFor(place, answers),
    own: keptKeyFor(scene),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const posted = await saveForm(scene);
  if ('back' in posted) return data(posted.back, { status: posted.status });
  const { saved, seen, place, corrected } = posted;
  const { appId } = place;
  if (corrected)
    throw redirect(
      href(staffPaths.record, { app: appId, record: saved.id }, { done: 'verb-correctFormally' }),
      { status: 303 },
    );
  const between = saved.unchanged ? 0 : saved.revision - seen - 1;
  throw redirect(
    href(
      staffPaths.record,
      { app: appId, record: saved.id },
      {
        done: saved.unchanged ? 'unchanged' : between > 0 ? 'merged' : 'saved',
        since: between > 0 ? seen : undefined,
        to: between > 0 ? saved.revision : undefined,
        warn: saved.warnings.length > 0 ? 1 : undefined,
      },
    ),
    { status: 303 },
  );
});

export default function RecordEdit() {
  const loaded = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const { appId, record, title, name, correcting } = loaded;
  const heading = correcting ? `${name}の字句の訂正` : `${name}の編集`;
  const here = recordHref(appId, record);
  return (
    <Page
      title={heading}
      crumb={correcting ? '字句の訂正' : '編集'}
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(appId), text: title },
        { to: here, text: name },
      ]}
      errors={back?.issues.length ?? 0}
      bare
    >
      <WhoIsHere appId={appId} record={record} editing />
      <RecordForm
        {...loaded}
        key={record}
        title={heading}
        back={back as never}
        cancel={
          <Link className="button button-secondary" to={here}>
            やめる
          </Link>
        }
      />
    </Page>
  );
}
