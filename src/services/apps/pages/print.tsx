/**
 * A list as paper takes it. A kept view by its address; what somebody asks at the moment by POST, for conditions and words name people.
 */
import { useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { viewsFor } from '#core/saved-views.server';
import { withinTime } from '#core/views.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { printoutOf } from '../paper/printout.server.ts';
import { ListPaper } from '../paper/view/list-paper.tsx';
import { appHeadData } from '../table/app-head-data.server.ts';
import { questionIn } from '../table/ask.server.ts';
import { chosenView } from '../table/asked-view.server.ts';
import { appOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { NothingChosen } from '../views/bulk-forms.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

/** Nothing is read where the question comes by POST: the action has read it. */
export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const views = await viewsFor(open);
  const id = new URL(scene.request.url).searchParams.get('view');
  const view = id === null ? null : chosenView(views, id);
  return {
    app: await appHeadData(open, views),
    printout:
      view === null ? null : must(await withinTime(open, () => printoutOf(scene, open, { view: view.id }))),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const question = questionIn(scene.form.get('question'));
  if (question === null) throw new Refusal(appError('invalid'));
  return must(await withinTime(open, () => printoutOf(scene, open, question)));
});

export default function Print() {
  const { app, printout: ofView } = useLoaderData<typeof loader>();
  const printout = useActionData<typeof action>() ?? ofView;
  const title = printout === null || printout.title === '' ? '印刷' : printout.title;
  return (
    <AppHead app={app} title={`${app.title}：${title}`}>
      {printout === null ? (
        <NothingChosen app={app.id} />
      ) : (
        <ListPaper key={JSON.stringify(printout.columns)} app={app.title} printout={printout} />
      )}
    </AppHead>
  );
}
