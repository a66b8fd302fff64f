/** Changing a view that is kept. */
import { redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { changeView } from '#core/saved-views.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done } from '#ui/staff';
import { answerEditor } from '../charts/answer-editor.server.ts';
import { editorData } from '../charts/editor-data.server.ts';
import { draftOf } from '../charts/editor-model.ts';
import { EditorPage } from '../charts/view/editor-page.tsx';
import { lostWords, viewOf } from '../charts/view-scene.server.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { AppHead } from '../views/app-head.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

/** A view that somebody else keeps is not there to be changed. */
async function editableOf(scene: Parameters<typeof viewOf>[0]) {
  const found = await viewOf(scene);
  if (!found.view.mayEdit) throw new Refusal(appError('notFound'));
  return found;
}

export const loader = guardStaff(handle, async (scene) => {
  const { open, view } = await editableOf(scene);
  scene.touched('view', [open.app.id, view.id], [], 'view.plan');
  const data = await editorData(open, view.view.filter, view.audience);
  const draft = {
    ...draftOf(view.view, data),
    title: view.title,
    shared: view.origin === 'shared',
    first: view.origin === 'own' && view.first,
    finds: view.audience.who ?? null,
    firstFor: view.audience.defaultFor ?? [],
  };
  return {
    app: await appHeadData(open),
    data,
    draft,
    id: view.id,
    revision: view.revision,
    lost: lostWords(view.lost),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { open, view } = await editableOf(scene);
  return answerEditor(scene, open, async (wish) => {
    const revision = Number.parseInt(String(scene.form.get('revision') ?? ''), 10);
    const changed = await changeView(open, view.id, revision, wish);
    if (!changed.ok) return changed;
    scene.touched('view', [open.app.id, view.id], [], 'view.change');
    throw redirect(href(staffPaths.appView, { app: open.app.id, view: view.id }, { done: 'saved' }), {
      status: 303,
    });
  });
});

export default function EditView() {
  const { app, data, draft, id, revision, lost } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppHead app={app} title={`「${draft.title}」を直す`} errors={answer?.issues?.length ?? 0}>
      <Done words={{ copied: 'コピーしました。名前を付けて、保存してください。' }} />
      {lost !== null && <p className="note">{lost}保存すると、その部分はなくなります。</p>}
      <EditorPage key={id} app={app.id} data={data} initial={draft} revision={revision} failed={answer} />
    </AppHead>
  );
}
