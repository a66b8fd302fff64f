/** A case in short, for the preview beside the list. */
import { readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { rowsOf } from '../answer-rows.ts';
import { casePage } from '../case-page.server.ts';
import { deskOf } from '../desk.server.ts';
import type { PeekData } from '../peek-data.ts';

export const handle = { permission: 'case.read' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }): Promise<PeekData> => {
  const id = params.case ?? '';
  const view = must(await readCase(deskOf({ actor, tx, info }), id));
  touched('case', [id], ['personal']);
  const page = await casePage(tx, view, tokyoDate(new Date()));
  const answers = rowsOf(page.groups)
    .filter((row) => row.text !== '' && !row.sealed)
    .slice(0, 6);
  return {
    id,
    applicant: page.line.applicant,
    procedure: page.line.procedure,
    facts: [
      ['受付番号', page.line.receiptNumber],
      ['状態', page.line.stateLabel],
      ['期限', page.line.due?.text ?? page.line.dueOn],
      ['担当', page.line.assignee ?? 'なし'],
      ...page.calculated.slice(0, 5).map((one): [string, string] => [one.label, one.text]),
      ...answers.map((one): [string, string] => [one.label, one.text]),
    ],
    comments: page.comments.slice(-2),
  };
});
