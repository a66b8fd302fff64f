/** Leads to what has waited longest for me, or to what comes behind a place of a box; where nothing is left, to the box, which says so. */
import { redirect } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { type BoxAsked, type BoxItem, boxQuery, readBoxAsked } from '#core/record-process';
import { inboxOf } from '#core/record-process.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { deskOf, type StaffScene } from '../desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const search = new URL(scene.request.url).searchParams;
  const asked = readBoxAsked(search);
  const found = await firstIn(scene, asked);
  const whole = { ...asked, after: null };
  const left = found !== null || asked.after === null ? found : await firstIn(scene, whole);
  scene.touched('record', found === null ? [] : [found.recordId], [], 'approval.next');
  // What was done with the one before is said on the page that comes now.
  const done = /^verb-([A-Za-z]{1,30})$/.exec(search.get('done') ?? '')?.[1];
  const said = (prefix: string, alone?: string) => (done === undefined ? alone : `${prefix}-${done}`);
  if (found === null)
    throw redirect(
      href(staffPaths.approvals, undefined, {
        ...boxQuery(whole),
        done: left === null ? said('last', asked.box === 'turn' ? 'empty' : undefined) : said('end', 'end'),
      }),
      { status: 303 },
    );
  throw redirect(
    `${href(
      staffPaths.record,
      { app: found.appId, record: found.recordId },
      {
        ...boxQuery({ ...asked, after: found.place }),
        done: done === undefined ? undefined : `then-${done}`,
      },
    )}#process`,
    { status: 303 },
  );
});

const atOnce = 20;

/** Some of a box are not this person's to act from, or lie in apps that are gone: those are passed. */
async function firstIn(scene: StaffScene, asked: BoxAsked): Promise<BoxItem | null> {
  for (let { after } = asked; ; ) {
    const page = must(await inboxOf(deskOf(scene), asked.box, { after, limit: atOnce, only: asked }));
    const [first] = page.items;
    if (first !== undefined || page.next === null) return first ?? null;
    after = page.next;
  }
}
