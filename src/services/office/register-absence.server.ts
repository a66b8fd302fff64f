/** Registers an absence of one's own post with the colleague who stands in, and takes it back. */
import { post } from '#core/exchange.server';
import type { StaffActor } from '#core/policy';
import { parseFullDate, tokyoDate } from '#kernel/dates';
import { type Issue, sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { deleteAbsence, insertAbsence } from './absences.sql.ts';
import { type RosterRow, selectRoster } from './roster.sql.ts';

/** Who may stand in: other people of the same department today. */
export async function candidates(tx: Tx, actor: StaffActor, today: string): Promise<RosterRow[]> {
  const roster = await selectRoster(tx, today, actor.post?.department ?? '');
  return roster.filter((one) => one.staff_id !== actor.id);
}

/** Whoever stood in is asked no more, and the post itself again, at once. */
export async function dropAbsence(tx: Tx, actor: StaffActor, id: string): Promise<void> {
  if (await deleteAbsence(tx, id, actor.postId ?? ''))
    await post(tx, 'process.reseat', { why: '不在の取消し' });
}

export async function registerAbsence(
  tx: Tx,
  actor: StaffActor,
  typed: { from: string; to: string; standIn: string },
): Promise<Result<unknown>> {
  const today = tokyoDate(new Date());
  const issues: Issue[] = [];
  const day = (name: 'from' | 'to') => {
    const read = parseFullDate(typed[name], { today });
    if (read.ok) return read.value.date;
    issues.push({ path: name, message: sentenceOf(read.error) });
    return null;
  };
  const from = day('from');
  const to = day('to');
  if (from !== null && to !== null && to < from)
    issues.push({ path: 'to', message: '終わりの日が、始まりの日より前です。' });
  if (to !== null && to < today) issues.push({ path: 'to', message: 'もう過ぎた日です。' });
  const standIn = (await candidates(tx, actor, today)).find((one) => one.post_id === typed.standIn);
  if (standIn === undefined) issues.push({ path: 'standIn', message: '代理をする人を選んでください。' });
  if (issues.length > 0 || from === null || to === null || standIn === undefined || actor.postId === null)
    return fail('invalid', undefined, issues);
  const taken = await insertAbsence(tx, {
    postId: actor.postId,
    standInPostId: standIn.post_id,
    from,
    to,
    recordedBy: actor.postId,
  });
  if (taken) await post(tx, 'process.reseat', { why: '不在の登録' });
  return taken
    ? ok()
    : fail('conflict', 'この期間には、もう不在が登録されています。先に取り消してください。');
}
