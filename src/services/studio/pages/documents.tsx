/** Papers of a work app being built. */
import { useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { shownDraft } from '../designer/shown-draft.server.ts';
import { deskOf } from '../desk.server.ts';
import { DocumentsEditor } from '../documents/views/documents-editor.tsx';
import { studioHead } from '../studio-head.server.ts';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  scene.touched('app', [app.appId], [], 'app.design');
  return { head, saved: await shownDraft(desk, app.draft, app.published?.body ?? null) };
});

export default function StudioDocuments() {
  const data = useLoaderData<typeof loader>();
  return <DocumentsEditor key={data.head.appId} {...data} />;
}
