/** An official document of a case, as it went out. */
import { readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { deskOf, refuse } from '../desk.server.ts';

export const handle = { permission: 'case.read' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, runtime, touched }) => {
  const view = must(await readCase(deskOf({ actor, tx, info }), params.case ?? ''));
  const document = view.documents.find((one) => one.id === params.document);
  if (document?.sha256 == null) return refuse();
  touched('document', [document.id], ['personal']);
  const bytes = must(await runtime.files.of(info.municipality).read(document.sha256));
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders(`${document.number}.pdf`, 'application/pdf'),
  });
});
