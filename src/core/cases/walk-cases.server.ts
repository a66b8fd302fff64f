/** All cases an actor may list, in order and in batches: for what goes over thousands without holding them. */

import type { StaffPermission } from '#core/policy';
import { caseRows } from '#core/policy.server';
import { notProtected } from '#core/protection.server';
import { termsOf } from './applicant.ts';
import { allOf, type CaseRow, countCases, selectCases } from './cases.sql.ts';
import type { CoreQuery } from './inbox-query.ts';
import type { Desk } from './open-case.server.ts';

/** Which cases are meant: those a right reaches, with or without those that speak of somebody under a measure 支援措置. */
export interface Reach {
  permission: StaffPermission;
  protectedToo: boolean;
}

const rowsOf = (desk: Desk, reach: Reach) =>
  reach.protectedToo
    ? caseRows(desk.actor, reach.permission)
    : allOf(caseRows(desk.actor, reach.permission), notProtected());

/** Batches by key, newest arrival first. */
export async function* walkCases(
  desk: Desk,
  query: CoreQuery,
  reach: Reach,
  batch = 500,
): AsyncGenerator<CaseRow[]> {
  const rows = rowsOf(desk, reach);
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
export function countAllCases(desk: Desk, query: CoreQuery, reach: Reach): Promise<number> {
  const filter = { ...query, terms: termsOf(query.search ?? ''), limit: 0 };
  return countCases(desk.tx, rowsOf(desk, reach), filter, 2_000_000_000);
}
