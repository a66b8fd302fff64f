/** Members of staff as the gate would see them today, for what is done or asked on their behalf. */
import type { StaffActor } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { selectActiveName, selectPosts, selectReach, selectStandIns } from './organisation.sql.ts';

/** One for each post they hold today, the main one first; none when they have left or are suspended. */
export async function actorsOfStaff(tx: Tx, staffId: string): Promise<StaffActor[]> {
  const name = await selectActiveName(tx, staffId);
  if (name === null) return [];
  const today = tokyoDate(new Date());
  const actors: StaffActor[] = [];
  for (const post of await selectPosts(tx, staffId, today))
    actors.push({
      kind: 'staff',
      id: staffId,
      postId: post.id,
      sessionHash: null,
      stage: 'full',
      name,
      post,
      ...(await selectReach(tx, post, today)),
      standsInFor: await selectStandIns(tx, post.id, today),
    });
  return actors;
}
