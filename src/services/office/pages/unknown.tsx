/** An address that does not exist: the same answer as to what one may not know. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';

export const handle = { permission: 'public', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export default function Unknown() {
  return null;
}
