/** One sealed value of a record, opened for a purpose that is written down. Kept by nobody. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { refuse, type StaffScene } from '../record/desk.server.ts';
import { revealField } from '../record/reveal.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => refuse());

export const action = guardStaff(handle, async (scene: StaffScene) => must(await revealField(scene)));
