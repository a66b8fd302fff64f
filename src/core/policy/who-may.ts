/** Why somebody may do something with one record: which rules, and through which of their whos. Pure. */
import type { RecordAct, Who } from '#core/definitions';
import type { Expr } from '#kernel/formula';
import type { StaffActor } from './actors.ts';
import type { PreparedAccess } from './prepare-access.ts';
import { accessOf } from './record-access.ts';
import { isMeant } from './who.ts';

export interface Reason {
  /** Position in `work.access`. */
  rule: number;
  who: Who;
}

/** How one record answers: whether a condition holds for a person, and whether a field of it names them. */
export interface Asked {
  holds(when: Expr, actor: StaffActor): boolean;
  names(code: string, actor: StaffActor): boolean;
}

/** The rules that give this person the act on this record; what else they must be able to do (see) is asked beside it. */
export function reasonsFor(
  prepared: PreparedAccess,
  actor: StaffActor,
  act: RecordAct,
  asked: Asked,
): Reason[] {
  const reasons: Reason[] = [];
  for (const [index, rule] of prepared.rules.entries()) {
    if (!rule.may.includes(act)) continue;
    const who = rule.who.find((one) => {
      const meant = isMeant(one, actor);
      return typeof meant === 'boolean' ? meant : asked.names(meant.field, actor);
    });
    if (who === undefined || (rule.when !== undefined && !asked.holds(rule.when, actor))) continue;
    reasons.push({ rule: index, who });
  }
  return reasons;
}

/** Who could change the app once these rules hold: managing counts only without a condition, as in `core/apps`. */
export function managersAmong(prepared: PreparedAccess, actors: readonly StaffActor[]): StaffActor[] {
  return actors.filter((actor) => accessOf(prepared, actor).rows('manage') === true);
}
