/** The table of an app in force as a file, for the security officer. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { cityApp } from '../access/city-apps.server.ts';
import { matrixFile } from '../access/matrix-page.server.ts';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'audit.read' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const app = await cityApp(deskOf(scene), scene.params.app ?? '');
  if (app === null) throw new Refusal(appError('notFound'));
  scene.touched('app', [app.id], [], 'app.access.file');
  const format = new URL(scene.request.url).searchParams.get('format') ?? '';
  return matrixFile(deskOf(scene), app, '公開中', format);
});
