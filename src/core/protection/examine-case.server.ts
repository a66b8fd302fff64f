/** What a named officer decides at one case: who is meant, and what may go out. Always with a reason; never a mere click. */
import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result';
import { insertExamination, insertMatchDecision, selectCaseByNumber } from './cases.sql.ts';
import { holdMeasures, insertCasePersons, protectionOf } from './matches.sql.ts';
import { insertHistory, selectMeasure, selectPersons } from './measures.sql.ts';
import type { CaseProtection, ExaminedOutput } from './model.ts';
import { tellPortalOfCase } from './owner-only.server.ts';
import type { Bureau } from './record-measure.server.ts';

/** The protection of one case; notFound where no measure meets it, as if there were no such case. */
export async function protectionAt(
  { tx }: Pick<Bureau, 'tx'>,
  caseId: string,
): Promise<Result<CaseProtection>> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(caseId)) return fail('notFound');
  const protection = (await protectionOf(tx, { caseIds: [caseId] })).get(caseId);
  return protection === undefined || protection.matches.length === 0 ? fail('notFound') : ok(protection);
}

/**
 * `different`: somebody else of that name. `unrelated`: the counterpart, but on a matter that says nothing about who is
 * protected. Both free the case of this match until it names somebody new.
 */
export async function decideMatch(
  bureau: Bureau,
  caseId: string,
  input: { personId: string; verdict: 'same' | 'different' | 'unrelated'; reason: string },
): Promise<Result<unknown>> {
  const { tx, actor } = bureau;
  const protection = await protectionAt(bureau, caseId);
  if (!protection.ok) return protection;
  const match = protection.value.matches.find((one) => one.personId === input.personId);
  if (match === undefined) return fail('notFound');
  if (input.reason.trim() === '')
    return fail('invalid', undefined, [{ path: 'matchReason', message: '判断した理由を書いてください。' }]);
  if (input.verdict === 'unrelated' && (match.role === 'protected' || match.role === 'along'))
    return fail('invalid', undefined, [
      { path: 'verdict', message: '「関わりがない」は相手方についてだけ選べます。' },
    ]);
  await insertMatchDecision(tx, {
    caseId,
    personId: input.personId,
    verdict: input.verdict,
    reason: input.reason.trim(),
    postId: actor.postId!,
  });
  await tellPortalOfCase(tx, caseId);
  return ok();
}

export interface ExaminationInput {
  output: ExaminedOutput;
  /** Of `file` and `document`: which. */
  target: string | null;
  verdict: 'allow' | 'refuse';
  showAddress: boolean;
  reason: string;
  seen: string[];
}

/** 厳格な審査: one output, once. */
export async function examineOutput(
  bureau: Bureau,
  caseId: string,
  input: ExaminationInput,
): Promise<Result<unknown>> {
  const { tx, actor } = bureau;
  await holdMeasures(tx);
  const protection = await protectionAt(bureau, caseId);
  if (!protection.ok) return protection;
  const { state, own } = protection.value;
  const refused = (path: string, message: string) => fail('invalid', undefined, [{ path, message }]);
  if (input.reason.trim() === '') return refused('reason', '判断した理由と、使いみちを書いてください。');
  if (input.verdict === 'allow' && input.seen.length === 0)
    return refused('seen', '確かめた書類や方法を選んでください。');
  if (input.verdict === 'allow' && input.output === 'issue' && state === 'counterpart')
    return refused(
      'verdict',
      '相手方の請求は認められません。別人や無関係のときは、先に「だれのことか」で判断してください。',
    );
  if (input.showAddress && !(own && state === 'protected' && input.output === 'issue'))
    return refused('showAddress', '住所を載せられるのは、守られている本人が申請した文書だけです。');
  await insertExamination(tx, {
    id: randomUUID(),
    caseId,
    output: input.output,
    target: input.target,
    verdict: input.verdict,
    showAddress: input.showAddress,
    reason: input.reason.trim(),
    seen: input.seen,
    staffId: actor.id!,
    postId: actor.postId!,
  });
  return ok();
}

/** An officer knows that a case is about somebody of a measure although no key says so. */
export async function linkCase(
  bureau: Bureau,
  measureId: string,
  input: { receiptNumber: string; personId: string; applicant: boolean },
): Promise<Result<unknown>> {
  const { tx, actor } = bureau;
  const measure = await selectMeasure(tx, measureId);
  const person = (await selectPersons(tx, measureId)).find((one) => one.id === input.personId);
  if (measure === null || person === undefined) return fail('notFound');
  const caseId = await selectCaseByNumber(tx, input.receiptNumber.trim().toUpperCase());
  if (caseId === null)
    return fail('invalid', undefined, [
      { path: 'receiptNumber', message: 'この受付番号の案件はありません。' },
    ]);
  await insertCasePersons(tx, caseId, [
    { role: input.applicant ? 'applicant' : 'named', key: `p:${person.id}`, birthDate: '' },
  ]);
  await insertHistory(tx, {
    measureId,
    act: 'linkCase',
    postId: actor.postId!,
    detail: { role: person.role },
  });
  await tellPortalOfCase(tx, caseId);
  return ok();
}
