import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { endMember } from './groups.sql.ts';
import { auditGroup, groupMoved, openGroup } from './keep-group.server.ts';

/** Takes effect at once, for permissions too: these are worked out anew with every request. */
export async function removeMember(
  tx: Tx,
  actor: StaffActor,
  groupId: string,
  memberId: string,
  today: string,
): Promise<Result<unknown>> {
  const group = await openGroup(tx, actor, groupId, today);
  if (!group.ok) return group;
  if (!(await endMember(tx, groupId, memberId, today)))
    return fail('conflict', 'もうメンバーではありません。');
  await groupMoved(tx);
  await auditGroup(tx, actor, 'group.removeMember', [groupId, memberId]);
  return ok();
}
