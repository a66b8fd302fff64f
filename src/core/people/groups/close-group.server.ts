import type { StaffActor } from '#core/policy';
import { ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { endGroup } from './groups.sql.ts';
import { auditGroup, groupMoved, openGroup } from './keep-group.server.ts';

/** From today the group means nobody; values that name it stay readable. */
export async function closeGroup(
  tx: Tx,
  actor: StaffActor,
  id: string,
  today: string,
): Promise<Result<unknown>> {
  const group = await openGroup(tx, actor, id, today);
  if (!group.ok) return group;
  await endGroup(tx, id, today);
  await groupMoved(tx);
  await auditGroup(tx, actor, 'group.close', [id]);
  return ok();
}
