/** Leads to what has waited longest for me; where nothing waits, to the empty box, which says so. */
import { redirect } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { inboxOf } from '#core/record-process.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { items } = must(await inboxOf(deskOf(scene), 'turn', { after: null, limit: 1 }));
  const [first] = items;
  scene.touched(
    'record',
    items.map((one) => one.recordId),
    [],
    'approval.next',
  );
  throw redirect(
    first === undefined
      ? href(staffPaths.approvals, undefined, { done: 'empty' })
      : `${href(staffPaths.record, { app: first.appId, record: first.recordId })}#process`,
    { status: 303 },
  );
});
