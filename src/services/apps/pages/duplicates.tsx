/** Finding records that are the same and making one of two. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { ErrorSummary, Page } from '#ui/staff';
import { appIn, textIn } from '../record/desk.server.ts';
import { duplicatesPage, type FoundGroups, findGroups, unite } from '../record/duplicates-page.server.ts';
import { CompareTwo } from '../record/views/compare-two.tsx';
import { appHref } from '../record/views/crumbs.ts';
import { FindDuplicates } from '../record/views/find-duplicates.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, (scene) => duplicatesPage(scene));

interface Back {
  found: FoundGroups | null;
  message?: string;
  issues?: { path: string; message: string }[];
}

export const action = guardStaff(handle, async (scene) => {
  const uniting = textIn(scene.form, 'intent') === 'unite';
  const done = uniting ? await unite(scene) : await findGroups(scene);
  if (!done.ok)
    return data<Back>(
      { found: null, message: sentenceOf(done.error), issues: done.error.issues ?? [] },
      { status: 422 },
    );
  if (typeof done.value !== 'string') return data<Back>({ found: done.value });
  const to = href(staffPaths.record, { app: appIn(scene), record: done.value }, { done: 'united' });
  throw redirect(to, { status: 303 });
});

export default function Duplicates() {
  const { appId, title, keys, compared } = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  return (
    <Page
      title={compared === null ? `${title}の重複を探す` : '二つのレコードを一つにする'}
      crumb="重複"
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(appId), text: title },
        ...(compared === null
          ? []
          : [{ to: href(staffPaths.appDuplicates, { app: appId }), text: '重複を探す' }]),
      ]}
      errors={back?.issues?.length ?? 0}
      wide
    >
      {back?.message !== undefined && <ErrorSummary message={back.message} issues={back.issues ?? []} />}
      {compared === null ? (
        <FindDuplicates appId={appId} keys={keys} found={back?.found ?? null} />
      ) : (
        <CompareTwo compared={compared} />
      )}
    </Page>
  );
}
