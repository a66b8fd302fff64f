/** States, acts and approvals 決裁 of a work app being built. */
import { useLoaderData } from 'react-router';
import type { WorkApp } from '#core/definitions';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { picksOf, whoNames } from '../access/people.server.ts';
import { shownDraft } from '../designer/shown-draft.server.ts';
import { surroundingsOf } from '../designer/surroundings.server.ts';
import { deskOf } from '../desk.server.ts';
import { officesOfApp } from '../process/offices.server.ts';
import { ProcessEditor } from '../process/views/process-editor.tsx';
import { studioHead } from '../studio-head.server.ts';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { tx, actor, info, touched } = scene;
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const body = app.body as WorkApp;
  touched('app', [app.appId], [], 'app.design');
  const { apps } = await surroundingsOf(tx, info.municipality, actor);
  return {
    head,
    saved: await shownDraft(desk, app.draft, app.published?.body ?? null),
    names: await whoNames(desk, body),
    picks: await picksOf(desk),
    offices: await officesOfApp(desk, body),
    apps: apps.filter((one) => one.id !== app.appId),
  };
});

export default function StudioProcess() {
  const data = useLoaderData<typeof loader>();
  return <ProcessEditor key={data.head.appId} {...data} />;
}
