/** Acts of a device about its own box: asking for the key again, and saying that everything was thrown away. */
import { releaseKey, returnBox } from '#core/offline.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { entryDeskOf, textIn } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => {
  const box = textIn(scene.form, 'box');
  const desk = { ...entryDeskOf(scene), actor: scene.actor };
  switch (textIn(scene.form, 'intent')) {
    case 'key':
      return Response.json(must(await releaseKey(desk, box)));
    case 'return':
      must(await returnBox(desk, box));
      return Response.json({});
    default:
      return must(fail('notFound'));
  }
});
