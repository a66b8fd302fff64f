/** Saves the draft of an app from its designer; answers JSON, so that a lost line or an ended session loses nothing. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { saveDesign } from '../designer/save-design.server.ts';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'app.build' } satisfies RouteHandle<StaffPermission>;

/** Asked by POST only: whoever opens the address finds nothing. */
export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => {
  const { form, params, touched } = scene;
  const appId = params.app ?? '';
  const answer = must(
    await saveDesign(deskOf(scene), {
      appId,
      revision: Number(form.get('revision')),
      body: String(form.get('body') ?? ''),
    }),
  );
  touched('app', [appId], [], 'app.draft.save');
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
});
