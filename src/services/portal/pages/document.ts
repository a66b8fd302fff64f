/** The PDF of a delivered document; its first opening is noted and told to the office. */
import { openDocument } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';

export const handle = { permission: 'application.read' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(
  handle,
  async ({ tx, actor, params, request, runtime, info, touched }): Promise<Response> => {
    const document = must(await openDocument(tx, actor, params.application ?? '', params.document ?? ''));
    touched('document', [document.id], ['personal'], 'document.open');
    const file = { sha256: document.sha256, name: `${document.title}.pdf`, type: 'application/pdf' };
    return must(
      await fileResponse(
        runtime.files.of(info.municipality),
        file,
        new URL(request.url).searchParams.has('save'),
      ),
    );
  },
);
