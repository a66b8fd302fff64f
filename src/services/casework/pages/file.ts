/** An attachment or scan of a case, shown in place. */
import { readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { permitView } from '#core/protection.server';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { deskOf, refuse } from '../desk.server.ts';

export const handle = { permission: 'case.read' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, runtime, touched }) => {
  const view = must(await readCase(deskOf({ actor, tx, info }), params.case ?? ''));
  const file = view.files.find((one) => one.id === params.file);
  if (file === undefined) return refuse();
  must(await permitView(tx, view.row.id, { output: 'file', target: file.id, postId: actor.postId }));
  touched('case', [view.row.id], ['personal'], 'case.file');
  return must(await fileResponse(runtime.files.of(info.municipality), file));
});
