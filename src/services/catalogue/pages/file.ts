/** The list as a file, filtered as the page is; the import reads it back without a change. */
import { isFormat, sheetFile } from '#core/exports.server';
import { filterEntries, qualityOf, readListFilter, sheetOf } from '#core/inventory';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth } from '#kernel/dates';
import { responseHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { stockOf } from '../stock.server.ts';

export const handle = { permission: 'catalogue.read' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const { inventory, below, today } = await stockOf({ actor, tx, info });
  const search = new URL(request.url).searchParams;
  const filter = readListFilter(search);
  const wanted = search.get('format') ?? '';
  const format = isFormat(wanted) ? wanted : 'xlsx';
  const issues = qualityOf(inventory.entries, inventory.office);
  const entries = filterEntries(inventory.entries, filter, below(filter.department), issues);
  const { bytes, type } = await sheetFile(
    {
      ...sheetOf(entries),
      title: '手続の一覧',
      printed: `手続の一覧 ${formatBoth(today)} ${entries.length}件`,
      author: actor.name,
    },
    format,
  );
  touched('procedure', [], ['internal'], 'catalogue.file');
  return new Response(bytes, { headers: responseHeaders(`手続の一覧-${today}.${format}`, type) });
});
