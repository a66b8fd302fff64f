/** Imports the organisation and its staff 人事異動, dated; a dry run shows the same plan without writing it. */

import type { Organisation } from '#core/definitions';
import { post } from '#core/exchange.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { readStaffCsv } from './import-csv.server.ts';
import type { StaffImportOptions, StaffPlan } from './import-model.ts';
import { planStaffImport } from './import-plan.ts';
import { selectStaffState, upsertDepartments, writeStaffPlan } from './import-staff.sql.ts';

/** Reads a staff file against what is there; writes it unless it has problems or `dryRun` is set. */
export async function importStaff(
  tx: Tx,
  organisation: Organisation,
  bytes: Uint8Array,
  options: StaffImportOptions & { dryRun: boolean },
): Promise<Result<StaffPlan>> {
  const state = await selectStaffState(tx, organisation.positions);
  const plan = planStaffImport(state, readStaffCsv(bytes), options);
  if (plan.problems.length > 0) {
    const issues = plan.problems.map((one) => ({ path: `line ${one.line}`, message: one.message }));
    return fail(
      'invalid',
      '職員のファイルに直していただきたいところがあります。何も変えていません。',
      issues,
    );
  }
  if (!options.dryRun) {
    await writeStaffPlan(tx, plan);
    // Who only joins takes nobody's seat; empty offices are looked at in every round of housekeeping.
    if (plan.changedPosts.length + plan.moves.length > 0)
      await post(tx, 'process.reseat', { why: '人事異動' });
  }
  return ok(plan);
}

/** Brings the table of departments to the definition; the owner or the organisation's administrator does it. */
export async function importOrganisation(tx: Tx, organisation: Organisation): Promise<{ changed: number }> {
  return { changed: await upsertDepartments(tx, organisation.departments) };
}
