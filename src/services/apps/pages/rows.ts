/** Rows as one scrolls, searches and sorts. Asked by POST: words and conditions name people and must not stand in addresses. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { answerAsk } from '../table/answer-ask.server.ts';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const action = guardStaff(handle, async (scene) =>
  Response.json(await answerAsk(scene, await appOf(scene))),
);
