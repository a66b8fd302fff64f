/** An official document of a case, as it went out. */
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
  const document = view.documents.find((one) => one.id === params.document);
  if (document?.sha256 == null) return refuse();
  must(await permitView(tx, view.row.id, { output: 'document', target: document.id, postId: actor.postId }));
  touched('document', [document.id], ['personal']);
  const file = { sha256: document.sha256, name: `${document.number}.pdf`, type: 'application/pdf' };
  return must(await fileResponse(runtime.files.of(info.municipality), file));
});
