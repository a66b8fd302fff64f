/** A new record of a work app; `?from` begins with what another one holds. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { seenRecord } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, Page } from '#ui/staff';
import { saveNew } from '../field/save-new.server.ts';
import { copyOf } from '../record/copy.ts';
import { appIn, entryDeskOf } from '../record/desk.server.ts';
import { classesOf, contextFor, formPlace, shownAnswers, startOf } from '../record/form-page.server.ts';
import { keptKeyFor } from '../record/kept-key.server.ts';
import { recordHref } from '../record/names.ts';
import { appHref } from '../record/views/crumbs.ts';
import { RecordForm } from '../record/views/record-form.tsx';

export const handle = {
  permission: 'app.use',
  script: true,
  enhanced: true,
} satisfies RouteHandle<StaffPermission> & { enhanced: true };

export const loader = guardStaff(handle, async (scene) => {
  const place = await formPlace(scene);
  const from = new URL(scene.request.url).searchParams.get('from');
  let answers = startOf(scene, place);
  if (from !== null) {
    const source = must(await seenRecord(entryDeskOf(scene), appIn(scene), from));
    answers = { ...answers, ...copyOf(place.fields, shownAnswers(source, source.answers)) };
    scene.touched('record', [place.appId, source.id], classesOf(source.fields), 'record.read');
  }
  const { appId, title, form } = place;
  return {
    appId,
    title,
    form,
    answers,
    copied: from !== null,
    context: await contextFor(place, answers),
    own: keptKeyFor(scene),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const params = { app: appIn(scene) };
  const posted = await saveNew(scene);
  if ('already' in posted) throw redirect(recordHref(params.app, posted.already), { status: 303 });
  if ('back' in posted) return data(posted.back, { status: posted.status });
  const { saved, more } = posted;
  const warn = saved.warnings.length > 0 ? 1 : undefined;
  throw redirect(
    more
      ? href(staffPaths.recordNew, params, { done: 'added', last: saved.id, warn })
      : href(staffPaths.record, { ...params, record: saved.id }, { done: 'added', warn }),
    { status: 303 },
  );
});

export default function RecordNew() {
  const loaded = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const title = `レコードの追加：${loaded.title}`;
  return (
    <Page
      title={title}
      crumb="レコードの追加"
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(loaded.appId), text: loaded.title },
      ]}
      errors={back?.issues.length ?? 0}
      bare
    >
      <Done words={{ added: '追加しました。続けて入力できます。' }} />
      <RecordForm
        {...loaded}
        key={String(back === undefined)}
        record={null}
        title={loaded.copied ? `${title}（コピー）` : title}
        revision={0}
        back={back as never}
        cancel={
          <Link className="button button-secondary" to={appHref(loaded.appId)}>
            やめて一覧へ
          </Link>
        }
      />
    </Page>
  );
}
