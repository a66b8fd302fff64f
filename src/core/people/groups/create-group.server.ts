import { randomUUID } from 'node:crypto';
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { insertGroup } from './groups.sql.ts';
import { auditGroup } from './keep-group.server.ts';
import { groupId, mayKeepGroups, nameIssues } from './model.ts';

/** A new group without members. `id` is what definitions say; absent: made. */
export async function createGroup(
  tx: Tx,
  actor: StaffActor,
  input: { id?: string; name: string; department: string },
  today: string,
): Promise<Result<string>> {
  const { id = randomUUID(), department } = input;
  if (!mayKeepGroups(actor, department)) return fail('notFound');
  const name = input.name.trim();
  const issues = nameIssues(name);
  if (id.length > 64 || !groupId.test(id))
    issues.push({ path: 'id', message: 'id は小文字の英数字と - で、64文字までにしてください。' });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if (!(await insertGroup(tx, { id, name, department, validFrom: today })))
    return fail('conflict', 'この名前か id のグループが、もうあります。');
  await auditGroup(tx, actor, 'group.create', [id]);
  return ok(id);
}
