import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { updateGroupName } from './groups.sql.ts';
import { auditGroup, openGroup } from './keep-group.server.ts';
import { nameIssues } from './model.ts';

/** Another name for the same group: what names it by id goes on. */
export async function renameGroup(
  tx: Tx,
  actor: StaffActor,
  input: { id: string; name: string },
  today: string,
): Promise<Result<unknown>> {
  const group = await openGroup(tx, actor, input.id, today);
  if (!group.ok) return group;
  const name = input.name.trim();
  const issues = nameIssues(name);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if (!(await updateGroupName(tx, input.id, name)))
    return fail('conflict', 'この名前のグループが、もうあります。');
  await auditGroup(tx, actor, 'group.rename', [input.id]);
  return ok();
}
