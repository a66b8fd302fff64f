/** A sign of life at a record, and who else is there. Asked every 20 seconds: it shows no value of the record. */
import { type Visit, visitRecord } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordIn } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

const visits: readonly Visit[] = ['reading', 'editing', 'left', 'left-form'];

export const loader = guardStaff(handle, async (scene) => {
  const asked = new URL(scene.request.url).searchParams.get('as');
  const visit = visits.find((one) => one === asked) ?? 'reading';
  const people = must(await visitRecord(entryDeskOf(scene), appIn(scene), recordIn(scene), visit));
  return Response.json({ people }, { headers: { 'cache-control': 'no-store' } });
});
