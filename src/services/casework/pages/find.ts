/** Cases by part of a name or number, for the palette. */
import { listCases } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { caseLine } from '../case-lines.server.ts';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'case.list' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const search = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 80);
  if (search.trim().length < 2) return { cases: [] };
  const definitions = await definitionsOf(tx, info.municipality);
  const { rows } = await listCases(deskOf({ actor, tx, info }), { search, sort: 'changed', limit: 8 });
  if (rows.length > 0)
    touched(
      'case',
      rows.map((row) => row.id),
      ['personal'],
    );
  const lines = rows.map((row) => caseLine(row, definitions, tokyoDate(new Date())));
  return {
    cases: lines.map(({ id, receiptNumber, applicant, procedure, stateLabel }) => ({
      id,
      label: `${receiptNumber}　${applicant}`,
      detail: `${procedure}・${stateLabel}`,
    })),
  };
});
