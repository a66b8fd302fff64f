/** Access rules of the draft, in words. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { accessWarnings, readApp } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { guardStaff, topDepartments } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary } from '#ui/staff';
import { AccessEditor } from '../access/access-editor.tsx';
import { parseState } from '../access/model.ts';
import { picksOf, whoNames } from '../access/people.server.ts';
import { saveAccess } from '../access/save-access.server.ts';
import { deskOf, textIn, today } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const body = app.body as WorkApp;
  const warnings = await accessWarnings(desk, body);
  return {
    head,
    body,
    names: await whoNames(desk, body),
    picks: await picksOf(desk),
    top: [...(await topDepartments(scene.tx, today()))],
    // Those beside rules are worked out anew in the page while one edits; these need everybody's posts.
    warnings: warnings
      .filter((one) => one.path === 'work.access')
      .map(({ path, ja }) => ({ path, message: ja })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const appId = scene.params.app ?? '';
  must(await readApp(deskOf(scene), appId));
  const state = parseState(textIn(scene.form, 'state'));
  if (state === null)
    return data({ message: 'アクセス権の内容を読み取れませんでした。', issues: [] }, { status: 422 });
  const done = await saveAccess(deskOf(scene), {
    appId,
    revision: Number(textIn(scene.form, 'revision')),
    state,
  });
  if (done.ok) throw redirect(`${href(staffPaths.studioAccess, { app: appId })}?done=saved`, { status: 303 });
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

const words = {
  saved: '下書きに保存しました。「見直して公開」を押すまで、使っている人には影響しません。',
};

export default function StudioAccess() {
  const { head, body, names, picks, top, warnings } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const to = { app: head.appId };
  return (
    <StudioPage
      head={head}
      tab="access"
      errors={failed?.issues.length ?? 0}
      actions={
        <>
          <Link className="button button-plain" to={href(staffPaths.studioAccessAs, to)}>
            この人として見る
          </Link>
          <Link className="button button-plain" to={href(staffPaths.studioAccessMatrix, to)}>
            一枚の表
          </Link>
          <Link className="button button-plain" to={href(staffPaths.studioAnalysis, to)}>
            分析に使う
          </Link>
          <Link className="button button-plain" to={staffPaths.groups}>
            職員グループ
          </Link>
        </>
      }
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={failed?.issues.length ? failed.issues : undefined} />
      <AccessEditor
        key={head.draft?.revision ?? 0}
        appId={head.appId}
        app={body as WorkApp}
        revision={head.draft?.revision ?? 0}
        names={names}
        picks={picks}
        top={top}
        issues={failed?.issues ?? []}
        warnings={warnings}
      />
    </StudioPage>
  );
}
