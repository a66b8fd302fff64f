/** The shared tail of every act on a case: header, action log, message to the applicant, in one transaction. */
import { post } from '#core/exchange.server';
import { type CaseState, nextState, publicStateOf, type Verb } from '#core/process';
import { fail, ok, type Result } from '#kernel/result';
import { type CaseChange, updateCase } from './cases.sql.ts';
import { insertAction } from './log.sql.ts';
import type { Desk, OpenCase } from './open-case.server.ts';

export interface Move {
  verb: Verb;
  to?: CaseState;
  change?: CaseChange;
  note?: string;
  detail?: unknown;
  standsInFor?: string | null;
  /** For visitAsked: what to bring and pay. */
  visit?: { yen: number; text: string } | null;
}

/** Gives the new state. `conflict` when somebody was faster. */
export async function moveCase(desk: Desk, open: OpenCase, move: Move): Promise<Result<CaseState>> {
  const { row } = open;
  const to = move.to ?? nextState(move.verb, open.situation);
  if (!(await updateCase(desk.tx, row.id, row.revision, { ...move.change, state: to }))) {
    return fail('conflict', 'ほかの人がこの案件を変更しました。最新の内容を確かめてください。');
  }
  await insertAction(desk.tx, {
    caseId: row.id,
    verb: move.verb,
    actorKind: 'staff',
    postId: desk.actor.postId,
    standsInFor: move.standsInFor,
    from: row.state,
    to,
    note: move.note,
    detail: move.detail,
  });
  await tellApplicant(desk.tx, { ...row, state: to }, row.state, move.visit ?? null);
  return ok(to);
}

/** Posts the public state when it changed; steps inside the office stay inside. */
export async function tellApplicant(
  tx: Desk['tx'],
  row: { application_id: string | null; state: CaseState; due_on: string | null },
  before: CaseState | null,
  visit: { yen: number; text: string } | null = null,
): Promise<void> {
  if (row.application_id === null) return;
  const state = publicStateOf[row.state];
  if (before !== null && publicStateOf[before] === state) return;
  // A correction request has a message of its own, which carries the state.
  if (state === 'correctionAsked') return;
  await post(tx, 'case.state', {
    applicationId: row.application_id,
    state,
    at: new Date().toISOString(),
    dueOn: row.due_on,
    visit,
  });
}
