/** What keeps one case longer: an extension of its term, or a hold that stands until it is lifted. */
import { randomUUID } from 'node:crypto';
import { type Desk, openCase } from '#core/cases.server';
import { parseFullDate, tokyoDate } from '#kernel/dates';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { extendTermRow, insertHold, liftHoldRow } from './terms.sql.ts';

const longest = 1000;
const reasonMissing = (path: string) =>
  fail('invalid', undefined, [{ path, message: '理由を書いてください（1,000文字まで）。' }]);
const fits = (reason: string) => reason !== '' && [...reason].length <= longest;

/** 保存期間の延長. `to` is the new last day kept, typed in any usual form. */
export async function extendTerm(
  desk: Desk,
  caseId: string,
  input: { to: string; reason: string },
): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'records.manage', true);
  if (!open.ok) return open;
  const to = parseFullDate(input.to);
  if (!to.ok) return fail('invalid', undefined, [{ path: 'to', message: sentenceOf(to.error) }]);
  if (to.value.date <= tokyoDate(new Date()))
    return fail('invalid', undefined, [{ path: 'to', message: 'これから先の日を書いてください。' }]);
  if (!fits(input.reason)) return reasonMissing('extensionReason');
  const row = { caseId, to: to.value.date, reason: input.reason, postId: desk.actor.postId! };
  return (await extendTermRow(desk.tx, row))
    ? ok()
    : fail(
        'conflict',
        '今の保存期間より後の日でなければ延ばせません。廃棄の一覧に載っている間も延ばせません。',
      );
}

/** 廃棄の停止, while a suit, a review or an audit needs the case. */
export async function placeHold(desk: Desk, caseId: string, reason: string): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'records.manage', true);
  if (!open.ok) return open;
  if (!fits(reason)) return reasonMissing('holdReason');
  const row = { id: randomUUID(), caseId, reason, postId: desk.actor.postId! };
  return (await insertHold(desk.tx, row)) ? ok() : fail('conflict', '廃棄はすでに止められています。');
}

export async function liftHold(desk: Desk, caseId: string): Promise<Result<unknown>> {
  const open = await openCase(desk, caseId, 'records.manage', true);
  if (!open.ok) return open;
  return (await liftHoldRow(desk.tx, caseId, desk.actor.postId!)) ? ok() : fail('conflict');
}
