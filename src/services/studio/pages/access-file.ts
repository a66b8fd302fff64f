/** The table as a file, for whoever manages the app. */
import { readApp } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { matrixFile } from '../access/matrix-page.server.ts';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'app.build' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const app = must(await readApp(deskOf(scene), scene.params.app ?? ''));
  scene.touched('app', [app.body.id], [], 'app.access.file');
  const state = app.draft === null ? `第${app.published?.version ?? ''}版` : '下書き';
  const format = new URL(scene.request.url).searchParams.get('format') ?? '';
  return matrixFile(deskOf(scene), app.body as WorkApp, state, format);
});
