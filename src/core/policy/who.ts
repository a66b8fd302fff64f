/** Whether somebody is meant by a rule of a work app: settled by who they are, or left to a field of the record. Pure. */
import type { Who } from '#core/definitions';
import type { StaffActor } from './actors.ts';

/** True or false whatever the record; else the code of the field that decides. */
export function isMeant(who: Who, actor: StaffActor): boolean | { field: string } {
  const { post } = actor;
  if (actor.kind !== 'staff' || actor.stage !== 'full' || post === null) return false;
  if ('everyone' in who) return true;
  if ('field' in who) return { field: who.field };
  if ('user' in who) return actor.id === who.user;
  if ('group' in who) return actor.groups?.includes(who.group) === true;
  const standing = actor.standsInFor;
  if ('role' in who)
    return post.roles.includes(who.role) || standing.some((one) => one.roles.includes(who.role));
  if ('position' in who)
    return [post, ...standing].some(
      (one) =>
        one.position === who.position && (who.department === undefined || one.department === who.department),
    );
  const within = who.below === false ? [post.department] : actor.above;
  return within.includes(who.department) || standing.some((one) => one.department === who.department);
}
