/** Opens one case for an actor: policy, definitions at the case's versions, and the process situation. */

import { type App, type Definitions, definitionsOf, type Procedure } from '#core/definitions.server';
import { permissionsOf, type StaffActor, type StaffPermission } from '#core/policy';
import { caseRows } from '#core/policy.server';
import {
  type Acting,
  type AssuranceLevel,
  assuranceMet,
  type Situation,
  type Verb,
  whyNot,
} from '#core/process';
import { err, fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { type CaseRow, selectCase } from './cases.sql.ts';
import { type ApprovalRow, type DecisionRow, selectApprovals, selectDecision } from './decisions.sql.ts';

/** Where a use case runs: the transaction of the request, in one municipality, for one actor. */
export interface Desk {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
}

export interface OpenCase {
  row: CaseRow;
  definitions: Definitions;
  procedure: Procedure;
  app: App;
  decision: DecisionRow | null;
  approvals: ApprovalRow[];
  situation: Situation;
  acting: Acting;
}

/** notFound when the case does not exist or the actor may not reach it: the two look the same. */
export async function openCase(
  desk: Desk,
  id: string,
  permission: StaffPermission,
  lock = false,
): Promise<Result<OpenCase>> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return fail('notFound');
  const row = await selectCase(desk.tx, id, caseRows(desk.actor, permission), lock);
  if (row === null) return fail('notFound');
  return ok(await situate(desk, row));
}

/** The definitions and process situation of a row that was already reached. */
export async function situate(
  desk: Pick<Desk, 'tx' | 'municipality' | 'actor'>,
  row: CaseRow,
): Promise<OpenCase> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const procedure = definitions.procedure(row.procedure_id, { version: row.procedure_version })!.body;
  const app = definitions.app(row.app_id, { version: row.app_version })!.body;
  const decision = await selectDecision(desk.tx, row.id);
  const approvals = decision === null ? [] : await selectApprovals(desk.tx, decision.id);
  return {
    row,
    definitions,
    procedure,
    app,
    decision,
    approvals,
    situation: situationOf(row, procedure, decision, approvals),
    acting: actingOf(desk.actor, row.department),
  };
}

export function situationOf(
  row: CaseRow,
  procedure: Procedure,
  decision: DecisionRow | null,
  approvals: ApprovalRow[],
): Situation {
  return {
    state: row.state,
    kind: procedure.process.kind,
    steps: procedure.process.steps,
    step: row.step,
    draftedBy: decision?.drafter_staff_id ?? null,
    approvedBy: approvals.flatMap((one) =>
      one.act === 'approve' && one.staff_id !== null ? [one.staff_id] : [],
    ),
    feeDue: row.fee_yen > 0 && row.paid_at === null,
    assuranceMet: assuranceMet(row.assurance as AssuranceLevel, procedure.assurance, procedure.counterCheck),
  };
}

function actingOf(actor: StaffActor, department: string): Acting {
  const own = actor.post !== null && actor.departments.includes(department) ? actor.post.roles : [];
  const standIns = actor.standsInFor.filter((one) => one.department === department);
  return {
    staffId: actor.id ?? '',
    position: own.length > 0 ? (actor.post?.position ?? '') : '',
    permissions: permissionsOf([...own, ...standIns.flatMap((one) => one.roles)]),
    standInPositions: standIns.map((one) => one.position),
  };
}

/** Opens and locks a case for one verb, checks the process and the revision the actor saw. */
export async function openFor(
  desk: Desk,
  id: string,
  verb: Verb,
  revision?: number,
): Promise<Result<OpenCase>> {
  const opened = await openCase(desk, id, 'case.read', true);
  if (!opened.ok) return opened;
  if (revision !== undefined && opened.value.row.revision !== revision) {
    return fail(
      'conflict',
      'ほかの人がこの案件を変更しました。最新の内容を確かめてから、もう一度操作してください。',
    );
  }
  const reason = whyNot(verb, opened.value.situation, opened.value.acting);
  return reason === null ? opened : err(reason);
}
