import { randomUUID } from 'node:crypto';
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { insertMember } from './groups.sql.ts';
import { auditGroup, groupMoved, openGroup } from './keep-group.server.ts';
import type { Member } from './model.ts';

/** Adds a person, or whoever acts in a department, from today. Gives the id of the membership. */
export async function addMember(
  tx: Tx,
  actor: StaffActor,
  groupId: string,
  member: Member,
  today: string,
): Promise<Result<string>> {
  const group = await openGroup(tx, actor, groupId, today);
  if (!group.ok) return group;
  const id = randomUUID();
  if (!(await insertMember(tx, { id, groupId, member, on: today })))
    return fail('conflict', 'もうメンバーになっているか、今はない所属・職員です。');
  await groupMoved(tx);
  await auditGroup(tx, actor, 'group.addMember', [groupId, id]);
  return ok(id);
}
