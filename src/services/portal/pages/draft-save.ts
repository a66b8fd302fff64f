/** Saving while somebody types: keeps the page as it is and answers with the time, in JSON. */

import { savePage } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { tokyoDateTimeParts } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { readPost, savePorts } from '../applicant-scene.server.ts';
import { keepingScene } from '../keep-after-end.server.ts';

export const handle = { permission: 'draft.keep' } satisfies RouteHandle<ResidentPermission>;

export const action = guardResident(handle, async (scene): Promise<Response> => {
  const { params, request, form, touched } = scene;
  const pageId = new URL(request.url).searchParams.get('page') ?? '';
  const { typed } = await readPost(form);
  const quiet = { pageId, typed: { ...typed, _action: ['save'] }, uploads: [] };
  const saved = must(await savePage(await keepingScene(scene), params.draft ?? '', quiet, savePorts(scene)));
  touched('draft', [params.draft ?? ''], ['personal'], 'draft.autosave');
  const { hour, minute } = tokyoDateTimeParts(saved.savedAt);
  return Response.json({ savedAt: `${hour}:${String(minute).padStart(2, '0')}` });
});
