/** The form of a work app being built: what may be put on it, the form, settings, and how people will see it. */
import { useLoaderData } from 'react-router';
import { nextFieldId } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { selectShape } from '#core/records.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { shapes } from '../designer/shapes.server.ts';
import { shownDraft } from '../designer/shown-draft.server.ts';
import { surroundingsOf } from '../designer/surroundings.server.ts';
import { Designer } from '../designer/views/designer.tsx';
import { deskOf } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { tx, actor, info, touched } = scene;
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const published = app.published?.body ?? null;
  touched('app', [app.appId], [], 'app.design');
  const bodies = published === null ? [app.body] : [app.body, published];
  return {
    head,
    saved: await shownDraft(desk, app.draft, published),
    published: (published?.fields ?? [])
      .flatMap((field) => [field, ...((field.fields ?? []) as (typeof field)[])])
      .map(({ id, options }) => ({
        id,
        values: ((options.choices ?? []) as { value: string }[]).map((one) => one.value),
      })),
    nextId: nextFieldId(await selectShape(tx, app.appId), bodies) ?? 0,
    surroundings: await surroundingsOf(tx, info.municipality, actor),
    shapes,
  };
});

export default function DesignerPage() {
  const data = useLoaderData<typeof loader>();
  return <Designer key={data.head.appId} {...data} />;
}
