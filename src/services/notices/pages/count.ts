/** How many are unread: for the bell of a page that stays open. */
import { countUnread } from '#core/notices.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx }) => ({
  unread: await countUnread(tx, actor.id ?? ''),
}));
