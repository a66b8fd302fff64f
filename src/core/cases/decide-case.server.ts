/** 起案, 承認, 決裁, 代決, 差戻し, 引戻し. Maker and checker are never the same person; the process table says so. */
import { randomUUID } from 'node:crypto';
import { decidesAtOnce, type Outcome, type Verb } from '#core/process';
import { mayPropose } from '#core/protection.server';
import { fail, type Result } from '#kernel/result';
import { atomically } from '#platform/db.server';
import {
  type DecisionContent,
  dropDecision,
  insertApproval,
  insertDecision,
  markDecided,
  selectDecision,
} from './decisions.sql.ts';
import { type Issuer, issueFor } from './issue-case.server.ts';
import { moveCase } from './move-case.server.ts';
import { type Desk, type OpenCase, openFor } from './open-case.server.ts';
import { certificateData } from './register-case.server.ts';

export interface DecisionInput {
  revision: number;
  outcome: Outcome;
  reasons: string;
  content: DecisionContent;
}

/** Drafts a decision. 専決 and 受理 are decided in the same step, and their document is issued. */
export function draftDecision(
  desk: Desk,
  issuer: Issuer,
  id: string,
  input: DecisionInput,
): Promise<Result<unknown>> {
  return atomically(desk.tx, () => draft(desk, issuer, id, input));
}

async function draft(desk: Desk, issuer: Issuer, id: string, input: DecisionInput): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'draftDecision', input.revision);
  if (!open.ok) return open;
  const invalid = checkDecision(open.value, input);
  if (invalid !== null) return invalid;
  const proposable = await mayPropose(desk.tx, id, input.outcome === 'refused');
  if (!proposable.ok) return proposable;
  const atOnce = decidesAtOnce(open.value.situation);
  let content = input.content;
  if (input.outcome === 'granted' && open.value.procedure.documents.certificate !== undefined) {
    const register = await certificateData(desk, issuer.registers, open.value);
    if (!register.ok) return register;
    content = { ...content, register: register.value };
  }
  await insertDecision(desk.tx, {
    id: randomUUID(),
    caseId: id,
    outcome: input.outcome,
    reasons: input.reasons.trim(),
    content,
    draftedBy: desk.actor.postId,
    decided: atOnce,
  });
  const moved = await moveCase(desk, open.value, {
    verb: 'draftDecision',
    change: { step: 0 },
    detail: { outcome: input.outcome },
  });
  if (!moved.ok || !atOnce) return moved;
  return issueFor(desk, issuer, { ...open.value, decision: await selectDecision(desk.tx, id) });
}

/** Only an 申請 can be refused; a refusal and each refused part need a reason. */
function checkDecision(open: OpenCase, input: DecisionInput): Result<never> | null {
  const { procedure } = open;
  const disposition =
    procedure.procedureKind === 'application' || procedure.procedureKind === 'certificate-request';
  if ((input.outcome === 'refused' || input.outcome === 'partial') && !disposition) {
    return fail('invalid', 'この手続は受理するもので、却下という決定はありません。', [
      { path: 'outcome', message: '受理を選んでください。' },
    ]);
  }
  if (input.outcome === 'partial' && !procedure.process.partial) {
    return fail('invalid', undefined, [{ path: 'outcome', message: 'この手続に一部認定はありません。' }]);
  }
  if (input.outcome === 'refused' && input.reasons.trim() === '') {
    return fail('invalid', undefined, [
      { path: 'reasons', message: '却下の理由を書いてください（行政手続法第8条）。' },
    ]);
  }
  if (input.outcome === 'partial') {
    const items = input.content.items ?? [];
    if (!items.some((item) => item.granted) || items.every((item) => item.granted)) {
      return fail('invalid', undefined, [
        { path: 'items', message: '一部認定では、認めるものと認めないものを分けてください。' },
      ]);
    }
    const silent = items.filter((item) => !item.granted && item.reason.trim() === '');
    if (silent.length > 0) {
      return fail(
        'invalid',
        undefined,
        silent.map((item) => ({ path: `items.${item.key}`, message: '認めない理由を書いてください。' })),
      );
    }
  }
  return null;
}

/** Approves the step in turn; at the last step decides, or decides as deputy of somebody absent. */
export function approveCase(
  desk: Desk,
  issuer: Issuer,
  id: string,
  input: ApprovalInput,
): Promise<Result<unknown>> {
  return atomically(desk.tx, () => approve(desk, issuer, id, input));
}

export interface ApprovalInput {
  revision: number;
  verb: Extract<Verb, 'approve' | 'decide' | 'deputyDecide'>;
  note: string;
}

async function approve(
  desk: Desk,
  issuer: Issuer,
  id: string,
  input: ApprovalInput,
): Promise<Result<unknown>> {
  const open = await openFor(desk, id, input.verb, input.revision);
  if (!open.ok) return open;
  const { decision, row, situation } = open.value;
  if (decision === null) return fail('conflict', '起案がありません。');
  const standsInFor = standInAt(desk, open.value);
  await insertApproval(desk.tx, {
    decisionId: decision.id,
    step: row.step,
    act: input.verb === 'approve' ? 'approve' : 'decide',
    postId: desk.actor.postId!,
    standsInFor,
    note: input.note.trim(),
  });
  const decides = input.verb !== 'approve';
  if (decides) await markDecided(desk.tx, decision.id);
  const moved = await moveCase(desk, open.value, {
    verb: input.verb,
    change: { step: decides ? situation.step : situation.step + 1 },
    note: input.note.trim() || undefined,
    standsInFor,
    // 代決 is listed for the absent decider's later reading (後閲) by itself.
    detail: input.verb === 'deputyDecide' ? { postReview: standsInFor } : {},
  });
  if (!moved.ok || !decides) return moved;
  return issueFor(desk, issuer, { ...open.value, decision });
}

function standInAt(desk: Desk, open: OpenCase): string | null {
  const position = open.situation.steps[open.situation.step]?.position;
  if (open.acting.position === position) return null;
  const found = desk.actor.standsInFor.find(
    (one) => one.position === position && one.department === open.row.department,
  );
  return found?.postId ?? null;
}

/** 差戻し: back to the drafter, inside the office, with a reason. The draft is kept in the history and dropped. */
export async function sendBack(
  desk: Desk,
  id: string,
  input: { revision: number; note: string },
): Promise<Result<unknown>> {
  if (input.note.trim() === '')
    return fail('invalid', undefined, [{ path: 'note', message: '差し戻す理由を書いてください。' }]);
  return dropDraft(desk, id, 'sendBack', input);
}

/** 引戻し: the drafter takes the draft back before it is decided. */
export async function recallDecision(
  desk: Desk,
  id: string,
  input: { revision: number; note: string },
): Promise<Result<unknown>> {
  return dropDraft(desk, id, 'recall', input);
}

function dropDraft(
  desk: Desk,
  id: string,
  verb: 'sendBack' | 'recall',
  input: { revision: number; note: string },
): Promise<Result<unknown>> {
  return atomically(desk.tx, () => drop(desk, id, verb, input));
}

async function drop(
  desk: Desk,
  id: string,
  verb: 'sendBack' | 'recall',
  input: { revision: number; note: string },
): Promise<Result<unknown>> {
  const open = await openFor(desk, id, verb, input.revision);
  if (!open.ok) return open;
  const { decision, row } = open.value;
  if (decision === null) return fail('conflict', '起案がありません。');
  await insertApproval(desk.tx, {
    decisionId: decision.id,
    step: row.step,
    act: verb === 'sendBack' ? 'send-back' : 'recall',
    postId: desk.actor.postId!,
    standsInFor: null,
    note: input.note.trim(),
  });
  await dropDecision(desk.tx, decision.id);
  return moveCase(desk, open.value, {
    verb,
    change: { step: 0, assignee: decision.drafted_by },
    note: input.note.trim() || undefined,
  });
}
