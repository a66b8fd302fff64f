import type { StaffActor } from '#core/policy';
import type { Tx } from '#platform/db.server';
import { selectPosts, selectReach, selectStandIns } from '../organisation.sql.ts';
import { selectStaffByLogin } from './credentials.sql.ts';

/**
 * The actor a login would be after signing in and choosing its main post. For the demo's seeding, tests and
 * commands of an operator; never for a request.
 */
export async function actorOfLogin(tx: Tx, login: string, today: string): Promise<StaffActor> {
  const staff = await selectStaffByLogin(tx, login);
  if (staff === null) throw new Error(`no member of staff ${login}`);
  const post = (await selectPosts(tx, staff.id, today))[0];
  if (post === undefined) throw new Error(`${login} holds no post today`);
  return {
    kind: 'staff',
    id: staff.id,
    postId: post.id,
    sessionHash: null,
    stage: 'full',
    name: staff.name,
    post,
    ...(await selectReach(tx, post, today)),
    standsInFor: await selectStandIns(tx, post.id, today),
  };
}
