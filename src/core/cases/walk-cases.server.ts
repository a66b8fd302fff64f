/** All cases an actor may list, in order and in batches: for what goes over thousands without holding them. */

import type { StaffPermission } from '#core/policy';
import { caseRows } from '#core/policy.server';
import { termsOf } from './applicant.ts';
import { type CaseRow, countCases, selectCases } from './cases.sql.ts';
import type { CoreQuery } from './inbox-query.ts';
import type { Desk } from './open-case.server.ts';

/** Batches by key, newest arrival first. `permission` says for which right the departments are reached. */
export async function* walkCases(
  desk: Desk,
  query: CoreQuery,
  permission: StaffPermission,
  batch = 500,
): AsyncGenerator<CaseRow[]> {
  const rows = caseRows(desk.actor, permission);
  const filter = { ...query, terms: termsOf(query.search ?? ''), sort: 'arrived' as const, limit: batch };
  let after: { key: string; id: string } | undefined;
  for (;;) {
    const found = (await selectCases(desk.tx, rows, { ...filter, after })) as (CaseRow & {
      sort_key: string;
    })[];
    if (found.length > 0) yield found;
    const last = found.at(-1);
    if (last === undefined || found.length < batch) return;
    after = { key: last.sort_key, id: last.id };
  }
}

/** How many `walkCases` will give, counted by the database. */
export function countAllCases(desk: Desk, query: CoreQuery, permission: StaffPermission): Promise<number> {
  const filter = { ...query, terms: termsOf(query.search ?? ''), limit: 0 };
  return countCases(desk.tx, caseRows(desk.actor, permission), filter, 2_000_000_000);
}
