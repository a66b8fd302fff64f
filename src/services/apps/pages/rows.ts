/** Rows as one scrolls, searches and sorts. Asked by POST: words and conditions name people and must not stand in addresses. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { answerAsk } from '../table/answer-ask.server.ts';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) =>
  Response.json(await answerAsk(scene, await appOf(scene))),
);
