/** What every change of a group begins and ends with: may this person, and the row of the audit. */
import { post } from '#core/exchange.server';
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { selectGroup } from './groups.sql.ts';
import { type Group, mayKeepGroups } from './model.ts';

/** The group, held against others; who may not change it is not told that it exists. */
export async function openGroup(
  tx: Tx,
  actor: StaffActor,
  id: string,
  today: string,
): Promise<Result<Group>> {
  const group = await selectGroup(tx, id, true);
  if (group === null || !mayKeepGroups(actor, group.department)) return fail('notFound');
  if (group.validTo !== null && group.validTo < today)
    return fail('conflict', 'このグループは、もう終わっています。');
  return ok(group);
}

/** A group means other people from now on: seats of running approvals that are its own follow. */
export const groupMoved = (tx: Tx): Promise<void> => post(tx, 'process.reseat', { why: 'グループの変更' });

/** Who did what to which group; `ids` are the group's and the membership's, never names. */
export function auditGroup(tx: Tx, actor: StaffActor, act: string, ids: string[]): Promise<void> {
  return insertAudit(tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId: actor.id,
    postId: actor.postId,
    act,
    noun: 'group',
    ids,
    fieldClasses: [],
    purpose: null,
    requestId: null,
  });
}
