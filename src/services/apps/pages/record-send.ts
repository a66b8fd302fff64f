/** Where a device sends what was filled in outside: one record at a time. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { receive } from '../field/receive.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => Response.json(await receive(scene)));
