/** A record as one of its app's papers, straight to PDF; nothing is kept. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { printPaper } from '#core/record-documents.server';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { pdfOf } from '../pdf.server.ts';
import { appIn, entryDeskOf, recordIn } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { runtime, info, params } = scene;
  const tools = { pdf: pdfOf(runtime), files: runtime.files.of(info.municipality) };
  const template = params.template ?? '';
  const bytes = must(await printPaper(entryDeskOf(scene), tools, appIn(scene), recordIn(scene), template));
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders('paper.pdf', 'application/pdf'),
  });
});
