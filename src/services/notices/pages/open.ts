/** Reads a notice and leads to what it is about; the page there decides anew what may be seen. */
import { redirect } from 'react-router';
import { openNotice } from '#core/notices.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { pageOf } from '../notice-lines.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }) => {
  const desk = { tx, municipality: info.municipality, actor, touched };
  const notice = must(await openNotice(desk, params.notice ?? ''));
  touched('notice', [notice.id], [], 'notice.open');
  throw redirect(pageOf(notice) ?? staffPaths.notices, { status: 303 });
});
