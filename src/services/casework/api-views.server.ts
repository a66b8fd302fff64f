/** Cases as the API shows them. */
import type { z } from 'zod';
import type { CaseRow, CaseView, OpenCase } from '#core/cases.server';
import { openCase } from '#core/cases.server';
import type { DocumentRow } from '#core/documents.server';
import { answersToCodes, codeOfPath, completeFields, type DefinedField, type Field } from '#core/fields';
import type { StaffPermission } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { acted, caseDetail, caseSummary, documentShape, fileShape } from './api-model.server.ts';
import { reachCase, type StaffApiScene } from './api-reach.server.ts';
import { deskOf } from './desk.server.ts';

const at = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export const fieldsOfApp = (app: { fields: unknown[] }): Field[] =>
  completeFields(app.fields as DefinedField[]);

export function summaryOf(row: CaseRow): z.input<typeof caseSummary> {
  return {
    id: row.id,
    receiptNumber: row.receipt_number,
    procedure: { id: row.procedure_id, version: row.procedure_version },
    app: { id: row.app_id, version: row.app_version },
    state: row.state,
    department: row.department,
    assigneePost: row.assignee_post_id,
    channel: row.channel,
    applicant: { name: row.applicant_name },
    arrivedAt: row.arrived_at.toISOString(),
    dueOn: row.due_on,
    assurance: row.assurance,
    fee: { yen: row.fee_yen, paidAt: at(row.paid_at) },
    identityCheckedAt: at(row.identity_checked_at),
    closedAt: at(row.closed_at),
    revision: row.revision,
  };
}

export function documentOf(row: DocumentRow): z.input<typeof documentShape> {
  return {
    id: row.id,
    case: row.case_id,
    number: row.number,
    title: row.title,
    state: row.state,
    verificationCode: row.verification_code,
    issuedAt: at(row.issued_at),
    replaces: row.replaces,
  };
}

export function filesOf(view: Pick<CaseView, 'files' | 'app'>): z.input<typeof fileShape>[] {
  const fields = fieldsOfApp(view.app);
  const codeOf = (id: number | null) =>
    fields.flatMap((one) => [one, ...(one.fields ?? [])]).find((one) => one.id === id)?.code ?? null;
  return view.files.map(({ id, field_id, name, type, bytes }) => ({
    id,
    field: codeOf(field_id),
    name,
    type,
    bytes,
  }));
}

export function detailOf(view: CaseView): z.input<typeof caseDetail> {
  const { decision } = view;
  const fields = fieldsOfApp(view.app);
  return {
    ...summaryOf(view.row),
    answers: answersToCodes(fields, view.record.answers),
    possibleActs: view.possible,
    decision:
      decision === null
        ? null
        : {
            outcome: decision.outcome,
            reasons: decision.reasons,
            draftedAt: decision.drafted_at.toISOString(),
            decidedAt: at(decision.decided_at),
            validFrom: decision.content.validFrom ?? null,
            validTo: decision.content.validTo ?? null,
          },
    corrections: view.corrections.map((one) => ({
      id: one.id,
      askedAt: one.asked_at.toISOString(),
      answerBy: one.answer_by,
      answeredAt: at(one.answered_at),
      message: one.message,
      fields: one.fields.map(({ path, reason }) => ({
        field: codeOfPath(fields, view.record.answers, path),
        reason,
      })),
    })),
    documents: view.documents.map(documentOf),
    files: filesOf(view),
  };
}

/**
 * One act at one case: reach it, compare the revision the caller saw, act, and say where the case stands now.
 * The lock is taken here, so nobody comes between the comparison and the act.
 */
export async function actAt(
  scene: StaffApiScene,
  act: string,
  permission: StaffPermission,
  work: (open: OpenCase) => Promise<Result<unknown>>,
  compare = true,
): Promise<Result<z.input<typeof acted>>> {
  const desk = deskOf(scene);
  const id = scene.params.case ?? '';
  const opened = await reachCase(scene, permission, true);
  if (!opened.ok) return opened;
  if (compare && opened.value.row.revision !== scene.revision) return fail('preconditionFailed');
  const done = await work(opened.value);
  if (!done.ok) return done;
  scene.touched('case', [id], ['personal'], act);
  const after = await openCase(desk, id, permission);
  if (!after.ok) return after;
  const { state, revision } = after.value.row;
  return ok({ id, state, revision });
}
