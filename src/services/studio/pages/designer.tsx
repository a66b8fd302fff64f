/** The form of a work app being built: what may be put on it, the form, settings, and how people will see it. */
import { useLoaderData } from 'react-router';
import { nextFieldId, openApp } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { selectShape } from '#core/records.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { deskOf, shownDraft } from '../designer/desk.server.ts';
import { shapes } from '../designer/shapes.server.ts';
import { surroundingsOf } from '../designer/surroundings.server.ts';
import { Designer } from '../designer/views/designer.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { tx, actor, info, params, touched } = scene;
  const appId = params.app ?? '';
  const open = await openApp(deskOf(scene), appId);
  const body = open?.draft?.body ?? open?.published?.body;
  // Apps behind procedures come from packs: they are not built here.
  if (open === null || body?.work === undefined) throw new Refusal(appError('notFound'));
  const published = open.published?.body ?? null;
  touched('app', [appId], [], 'app.design');
  return {
    saved: await shownDraft(tx, open.draft, published),
    published: (published?.fields ?? []).map(({ id, options }) => ({
      id,
      values: ((options.choices ?? []) as { value: string }[]).map((one) => one.value),
    })),
    nextId: nextFieldId(await selectShape(tx, appId), published === null ? [body] : [body, published]) ?? 0,
    surroundings: await surroundingsOf(tx, info.municipality, actor),
    shapes,
  };
});

export default function DesignerPage() {
  const data = useLoaderData<typeof loader>();
  const { title, id } = data.saved.body;
  return (
    <Page title={title.ja} crumbs={[{ to: staffPaths.home, text: 'ホーム' }]} wide>
      <Designer key={id} {...data} />
    </Page>
  );
}
