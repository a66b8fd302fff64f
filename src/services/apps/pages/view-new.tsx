/** A new view, from nothing or from one that is there. */
import { redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { saveView } from '#core/saved-views.server';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { answerEditor } from '../charts/answer-editor.server.ts';
import { editorData } from '../charts/editor-data.server.ts';
import { draftOf } from '../charts/editor-model.ts';
import { EditorPage } from '../charts/view/editor-page.tsx';
import { appHeadData } from '../table/app-head-data.server.ts';
import { appOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  scene.touched('view', [open.app.id], [], 'view.plan');
  return { app: await appHeadData(open), data: await editorData(open) };
});

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  return answerEditor(scene, open, async (wish) => {
    const saved = await saveView(open, wish);
    if (!saved.ok) return saved;
    scene.touched('view', [open.app.id, saved.value], [], 'view.save');
    throw redirect(href(staffPaths.appView, { app: open.app.id, view: saved.value }, { done: 'saved' }), {
      status: 303,
    });
  });
});

export default function NewView() {
  const { app, data } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppHead app={app} title="新しい一覧・グラフ" errors={answer?.issues?.length ?? 0}>
      <EditorPage app={app.id} data={data} initial={draftOf(null, data)} failed={answer} />
    </AppHead>
  );
}
