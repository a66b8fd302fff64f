/** The organisation of the day with its calendar: what the pure rules of this room are asked with. */
import type { Definitions } from '#core/definitions.server';
import { actorsOfAll } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { World } from './approval/lay-out.ts';
import type { Hand } from './approval/model.ts';
import { dueOn } from './deadlines/due-on.ts';
import { selectKnownDepartments, selectKnownPosts } from './organisation.sql.ts';
import { calendarOf } from './state/index.server.ts';

export async function worldOf(tx: Tx, definitions: Pick<Definitions, 'organisation'>): Promise<World> {
  const today = tokyoDate(new Date());
  const departments = await selectKnownDepartments(tx, today);
  const closed = calendarOf(definitions, today);
  return {
    organisation: {
      hands: (await actorsOfAll(tx, today)).flatMap((actor) => handOf(actor) ?? []),
      posts: await selectKnownPosts(tx, today),
      departments: new Map(
        departments.map(({ code, parent, closed, successor }) => [
          code,
          {
            closed,
            ...(parent === null ? {} : { parent }),
            ...(successor === null ? {} : { successor }),
          },
        ]),
      ),
    },
    dueOn: (deadline) => dueOn(deadline, today, closed),
  };
}

/** A person in the post they act in; null: who acts in none. */
export function handOf(actor: StaffActor, keeper = false): Hand | null {
  const { id, post } = actor;
  if (actor.stage !== 'full' || id === null || post === null) return null;
  return {
    staff: id,
    post: post.id,
    department: post.department,
    position: post.position,
    roles: post.roles,
    groups: actor.groups ?? [],
    within: actor.above,
    standsInFor: actor.standsInFor.map(({ postId, staffId, department, position }) => ({
      post: postId,
      staff: staffId,
      department,
      position,
    })),
    keeper,
  };
}
