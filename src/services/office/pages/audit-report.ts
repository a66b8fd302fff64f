/** The daily report of sealing as PDF: today's, or of the day in the address. */
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { isPlainDate, tokyoDate } from '#kernel/dates';
import { appError } from '#kernel/errors';
import { auditSigner, dailyReport, selectDailyFigures } from '#platform/audit/sealing.server';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { actText, zoneText } from '../audit-words.ts';

export const handle = { permission: 'audit.read' } satisfies RouteHandle<StaffPermission>;

/** Made with the first report: its processes cost memory that most days nobody needs. */
let pdf: Pdf | undefined;

export const loader = guardStaff(handle, async ({ tx, info, request, runtime, touched }) => {
  const today = tokyoDate(new Date());
  const day = new URL(request.url).searchParams.get('date') || today;
  if (!isPlainDate(day) || day > today) throw new Refusal(appError('notFound'));
  const signer = auditSigner(runtime.keyring, info.municipality, runtime.config.AUDIT_TRUSTED_KEYS);
  const figures = await selectDailyFigures(tx, day);
  const city = (await definitionsOf(tx, info.municipality)).organisation(day).municipality.name;
  pdf ??= createPdf();
  const { bytes } = must(await pdf.renderPdf(dailyReport(figures, signer, city, { actText, zoneText })));
  touched('audit', [], ['internal'], 'audit.report');
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders(`audit-${day}.pdf`, 'application/pdf'),
  });
});
