/** The same list as CSV: what was drafted and decided, step by step. */
import { sheetFile } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { approvalWord } from '#core/record-process';
import { formatBoth, formatFiscalYear, formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import { responseHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { daysOf, type HistoryRow } from '../figures.ts';
import { most, readHistory } from '../read-history.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

const labels = ['件名', '起案した人', '起案日時', '回', '経路', '状態', '決裁日時', '日数'];

/** Lines of one file: more than a year of an app has. */
const mostLines = 50_000;

export const loader = guardStaff(handle, async (scene) => {
  const search = new URL(scene.request.url).searchParams;
  const rows: HistoryRow[] = [];
  let part = await readHistory(scene, search, { after: null, limit: most, steps: false });
  const { app, year } = part;
  for (;;) {
    rows.push(...part.rows);
    if (part.next === null || rows.length >= mostLines) break;
    part = await readHistory(scene, search, { after: part.next, limit: most, steps: false });
  }
  scene.touched('record', [app?.id ?? ''], [], 'approval.history.file');
  const at = (instant: string | null) => (instant === null ? '' : formatTokyoDateTime(new Date(instant)));
  const title = `${app?.title ?? ''} 決裁の記録 ${formatFiscalYear(year)}`;
  const { bytes, type } = await sheetFile(
    {
      title,
      labels,
      lines: rows.map((row) => [
        row.title,
        row.drafter,
        at(row.draftedAt),
        String(row.round),
        row.route,
        approvalWord(row.state),
        at(row.decidedAt),
        daysOf(row)?.toFixed(2) ?? '',
      ]),
      printed: `${title} ${formatBoth(tokyoDate(new Date()))}`,
      author: scene.actor.name,
    },
    'csv',
  );
  return new Response(bytes, { headers: responseHeaders(`approvals-${year}.csv`, type) });
});
