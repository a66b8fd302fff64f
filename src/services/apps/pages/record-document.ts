/** A kept paper of a record, as it was set, for whoever reads all that stands on it. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { reachPaper } from '#core/record-documents.server';
import { fileResponse } from '#platform/files.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordIn, refuse } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { info, params, runtime, touched } = scene;
  const [app, record, id] = [appIn(scene), recordIn(scene), params.document ?? ''];
  const { document } = must(await reachPaper(entryDeskOf(scene), app, record, id, 'view'));
  if (document.sha256 === null) return refuse();
  touched('record', [app, document.record_id, document.id], ['personal'], 'document.open');
  const name = `${document.number ?? document.title}.pdf`;
  return must(
    await fileResponse(runtime.files.of(info.municipality), {
      sha256: document.sha256,
      name,
      type: 'application/pdf',
    }),
  );
});
