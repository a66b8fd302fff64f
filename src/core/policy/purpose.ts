/** Why a member of staff reaches a case, from nearest to furthest: the audit says it with each act and each look. */
import type { StaffActor } from './actors.ts';

export const purposes = ['duty', 'oversight', 'stand-in'] as const;
/** duty: a case of one's own department; oversight: of a department below; stand-in: of one whose post-holder is away. */
export type Purpose = (typeof purposes)[number];

/** Null: by nothing of these, so policy lets nobody there. */
export function purposeOf(actor: StaffActor, department: string): Purpose | null {
  if (actor.post?.department === department) return 'duty';
  if (actor.departments.includes(department)) return 'oversight';
  return actor.standsInFor.some((one) => one.department === department) ? 'stand-in' : null;
}
