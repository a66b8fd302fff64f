/** The organisation of the day with its calendar: what the pure rules of this room are asked with. */
import type { Definitions } from '#core/definitions.server';
import { actorsOfAll } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { type PlainDate, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { World } from './approval/lay-out.ts';
import type { Hand } from './approval/model.ts';
import type { Organisation } from './approval/organisation.ts';
import { dueOn } from './deadlines/due-on.ts';
import {
  selectKnownDepartments,
  selectKnownPosts,
  selectOrganisationMark,
  selectSystemPosts,
} from './organisation.sql.ts';
import { calendarOf } from './state/index.server.ts';

export async function worldOf(tx: Tx, definitions: Pick<Definitions, 'organisation'>): Promise<World> {
  const today = tokyoDate(new Date());
  const closed = calendarOf(definitions, today);
  return {
    organisation: await organisationOn(tx, today),
    dueOn: (deadline) => dueOn(deadline, today, closed),
  };
}

/**
 * By its mark, which is drawn anew with every change and never comes twice, and the day: posts begin and end by dates. A mark is
 * one of one city, so cities of one process keep each other out of nothing.
 */
const kept = new Map<string, Organisation>();
/** Cities of one process, and what a change leaves behind. */
const mostKept = 8;

/**
 * Thousands of posts are read once, not for every page. The mark is asked for each time: whoever waited for a lock decides by the
 * organisation of now. What changes while it is read is kept under the older mark, which nobody asks for any more.
 */
async function organisationOn(tx: Tx, today: PlainDate): Promise<Organisation> {
  const key = `${await selectOrganisationMark(tx)} ${today}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const read = await readOrganisation(tx, today);
  kept.set(key, read);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return read;
}

async function readOrganisation(tx: Tx, today: PlainDate): Promise<Organisation> {
  const departments = await selectKnownDepartments(tx, today);
  const systems = await selectSystemPosts(tx);
  const hands = (await actorsOfAll(tx, today)).flatMap((actor) => handOf(actor) ?? []);
  return {
    hands: hands.map((hand) => (systems.has(hand.post) ? { ...hand, system: true } : hand)),
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
