/** Finds staff by a part of their name, for whoever edits the access of an app. */
import { readApp } from '#core/apps.server';
import { findChoices, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { deskOf, textIn, today } from '../desk.server.ts';

export const handle = { permission: 'app.build' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => {
  must(await readApp(deskOf(scene), scene.params.app ?? ''));
  const anybody = { id: 0, type: 'user' as const, options: {} };
  const { entries } = await findChoices(scene.tx, anybody, textIn(scene.form, 'words'), today());
  return Response.json({ found: entries });
});
