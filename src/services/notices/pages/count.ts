/** How many notices are unread and how many approvals wait: for the head of a page that stays open. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { waitsOf } from '#core/record-process.server';
import type { RouteHandle } from '#platform/http';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, ({ actor, tx }) => waitsOf(tx, actor));
