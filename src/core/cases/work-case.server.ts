/** What staff do to a case before a decision is drafted. */
import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { refuseLeak } from '#core/protection.server';
import { fail, ok, type Result } from '#kernel/result';
import {
  insertAction,
  insertComment,
  insertCorrection,
  insertIdentityCheck,
  insertLetter,
  insertPayment,
} from './log.sql.ts';
import { moveCase } from './move-case.server.ts';
import { type Desk, openCase, openFor } from './open-case.server.ts';
import { selectPostInDepartment } from './posts.sql.ts';

export async function receiveCase(desk: Desk, id: string, revision?: number): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'receive', revision);
  if (!open.ok) return open;
  return moveCase(desk, open.value, {
    verb: 'receive',
    change: { assignee: open.value.row.assignee_post_id ?? desk.actor.postId },
  });
}

/** 補正依頼: to the applicant, per field with a reason each. `fields` are paths such as `f3[k1].f5`. */
export async function askCorrection(
  desk: Desk,
  id: string,
  input: {
    revision: number;
    fields: { path: string; reason: string }[];
    message: string;
    answerBy: string | null;
  },
): Promise<Result<unknown>> {
  const fields = input.fields.filter((field) => field.path !== '');
  if (fields.length === 0)
    return fail('invalid', '直してほしい項目を一つ以上選んでください。', [
      { path: 'fields', message: '項目を選んでください。' },
    ]);
  const silent = fields.filter((field) => field.reason.trim() === '');
  if (silent.length > 0) {
    return fail(
      'invalid',
      undefined,
      silent.map((field) => ({
        path: `reason.${field.path}`,
        message: '何を直せばよいかを書いてください。',
      })),
    );
  }
  const open = await openFor(desk, id, 'askCorrection', input.revision);
  if (!open.ok) return open;
  const { row } = open.value;
  const told = await refuseLeak(
    desk.tx,
    id,
    [input.message, ...fields.map((field) => field.reason)],
    'message',
  );
  if (!told.ok) return told;
  await insertCorrection(desk.tx, {
    id: randomUUID(),
    caseId: id,
    postId: desk.actor.postId!,
    fields,
    message: input.message,
    answerBy: input.answerBy,
  });
  if (row.application_id !== null) {
    await post(desk.tx, 'case.correctionAsked', {
      applicationId: row.application_id,
      at: new Date().toISOString(),
      fields,
      message: input.message,
      answerBy: input.answerBy,
    });
  }
  return moveCase(desk, open.value, {
    verb: 'askCorrection',
    detail: { fields: fields.map((field) => field.path) },
  });
}

export async function assignCase(
  desk: Desk,
  id: string,
  input: { revision: number; postId: string | null },
): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'assign', input.revision);
  if (!open.ok) return open;
  if (
    input.postId !== null &&
    !(await selectPostInDepartment(desk.tx, input.postId, open.value.row.department))
  ) {
    return fail('invalid', 'この所属の職員を選んでください。', [
      { path: 'postId', message: 'この所属の職員を選んでください。' },
    ]);
  }
  return moveCase(desk, open.value, {
    verb: 'assign',
    change: { assignee: input.postId },
    detail: { to: input.postId },
  });
}

/** 本人確認 at the counter: only the kind of document is kept (1点 or 2点), never a number or a copy. */
export async function checkIdentity(
  desk: Desk,
  id: string,
  input: { revision: number; kinds: string[] },
): Promise<Result<unknown>> {
  if (input.kinds.length === 0)
    return fail('invalid', undefined, [{ path: 'kinds', message: '確認した書類の種類を選んでください。' }]);
  const open = await openFor(desk, id, 'checkIdentity', input.revision);
  if (!open.ok) return open;
  await insertIdentityCheck(desk.tx, id, input.kinds, desk.actor.postId!);
  open.value.situation.assuranceMet = true;
  return moveCase(desk, open.value, {
    verb: 'checkIdentity',
    change: { assurance: 'documents-checked', identityChecked: true },
    detail: { kinds: input.kinds },
  });
}

export async function recordPayment(
  desk: Desk,
  id: string,
  input: { revision: number; method: string },
): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'recordPayment', input.revision);
  if (!open.ok) return open;
  const yen = open.value.row.fee_yen;
  if (
    !(await insertPayment(desk.tx, {
      id: randomUUID(),
      caseId: id,
      yen,
      method: input.method,
      postId: desk.actor.postId!,
    }))
  ) {
    return fail('conflict', 'この案件の手数料は、もう納められています。');
  }
  open.value.situation.feeDue = false;
  return moveCase(desk, open.value, {
    verb: 'recordPayment',
    change: { paid: true },
    detail: { yen, method: input.method },
  });
}

/** An internal comment; never crosses to the applicant. */
export async function commentOnCase(desk: Desk, id: string, body: string): Promise<Result<unknown>> {
  if (body.trim() === '')
    return fail('invalid', undefined, [{ path: 'body', message: 'コメントを入力してください。' }]);
  const open = await openCase(desk, id, 'case.read');
  if (!open.ok) return open;
  await insertComment(desk.tx, id, desk.actor.postId!, body.trim());
  return ok();
}

/** A letter to the applicant, shown on the application page. */
export async function writeToApplicant(desk: Desk, id: string, body: string): Promise<Result<unknown>> {
  if (body.trim() === '')
    return fail('invalid', undefined, [{ path: 'body', message: 'お知らせの文を入力してください。' }]);
  const open = await openCase(desk, id, 'case.work');
  if (!open.ok) return open;
  const { row } = open.value;
  if (row.application_id === null)
    return fail('conflict', 'オンラインの申請ではないため、画面で伝えることができません。');
  const told = await refuseLeak(desk.tx, id, [body], 'body');
  if (!told.ok) return told;
  await insertLetter(desk.tx, { caseId: id, sender: 'office', postId: desk.actor.postId, body: body.trim() });
  await post(desk.tx, 'case.message', {
    applicationId: row.application_id,
    at: new Date().toISOString(),
    body: body.trim(),
  });
  await insertAction(desk.tx, { caseId: id, verb: 'message', actorKind: 'staff', postId: desk.actor.postId });
  return ok();
}

/** Taken back at the applicant's word, said at the counter or by phone. */
export async function withdrawCase(
  desk: Desk,
  id: string,
  input: { revision: number; note: string },
): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'withdraw', input.revision);
  if (!open.ok) return open;
  return moveCase(desk, open.value, { verb: 'withdraw', note: input.note });
}

export async function closeCase(desk: Desk, id: string, revision?: number): Promise<Result<unknown>> {
  const open = await openFor(desk, id, 'close', revision);
  if (!open.ok) return open;
  return moveCase(desk, open.value, { verb: 'close' });
}
