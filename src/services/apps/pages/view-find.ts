/** Names to put into a condition. By POST: what is sought may be a person's name. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { findFor } from '../charts/find-choices.server.ts';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const text = String(scene.form.get('text') ?? '').slice(0, 100);
  const entries = await findFor(open, String(scene.form.get('field') ?? ''), text);
  scene.touched('record', [open.app.id], ['internal'], 'record.choices');
  return Response.json(entries);
});
