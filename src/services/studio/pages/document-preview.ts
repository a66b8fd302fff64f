/** A paper of the draft as PDF, on a record that its builder may see. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { deskOf } from '../desk.server.ts';
import { previewDraftPaper } from '../documents/preview.server.ts';

export const handle = { permission: 'app.build' } satisfies RouteHandle<StaffPermission>;

/** Made with the first preview. */
let pdf: Pdf | undefined;

export const loader = guardStaff(handle, async (scene) => {
  const { params, runtime, info, touched } = scene;
  const { FONT_DIR } = runtime.config;
  pdf ??= createPdf(FONT_DIR === undefined ? {} : { extraFontDirectory: FONT_DIR });
  const tools = { pdf, files: runtime.files.of(info.municipality) };
  const [app, template] = [params.app ?? '', params.template ?? ''];
  const bytes = must(
    await previewDraftPaper(deskOf(scene), tools, app, template, (record) =>
      touched('record', [app, record], ['personal'], 'document.preview'),
    ),
  );
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders('sample.pdf', 'application/pdf'),
  });
});
