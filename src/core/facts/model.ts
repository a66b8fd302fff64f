/** What is said in a talk, and what rules make of it. Browser-safe, plain JSON throughout. */
import type { Evidence, Fact, Procedure } from '#core/definitions';
import type { PlainDate } from '#kernel/dates';

export type { Evidence, Fact };

/** What the rule graph needs of a procedure; several with one id are its versions. */
export type RuledProcedure = Pick<
  Procedure,
  | 'id'
  | 'title'
  | 'effectiveFrom'
  | 'asOf'
  | 'where'
  | 'bring'
  | 'deadline'
  | 'rule'
  | 'deadlineRule'
  | 'documentRules'
  | 'feeRule'
  | 'visit'
  | 'place'
  | 'minutes'
  | 'follows'
  | 'excludes'
>;

/**
 * Known only in part: a birth date known as an age, a move "in March", one of a few choices. `unsure`: the person cannot say
 * more ("I don't know"), so it is never asked again.
 */
export interface Part {
  unsure?: boolean;
  from?: string | number;
  to?: string | number;
  among?: readonly string[];
}

/** An answer; null is "none". What nobody answered is absent. */
export type Answer = boolean | string | number | null | Part;
/** By id of the fact. */
export type FactAnswers = { readonly [fact: string]: Answer | undefined };

export interface KnownEvent {
  key: string;
  answers: FactAnswers;
}
export interface Member {
  key: string;
  /** As screens call them; never used by rules. */
  name?: string;
  answers: FactAnswers;
}

/** Everything a talk knows. The first member is the one who asks. */
export interface Known {
  /** The day of asking, Asia/Tokyo; nothing in this room reads a clock. */
  today: PlainDate;
  events: readonly KnownEvent[];
  household: FactAnswers;
  /** Null: nobody said who belongs to the household. `unsure`: there may be more, and nobody can say. */
  members: { list: readonly Member[]; complete: boolean; unsure?: boolean } | null;
}

export type Truth = true | false | 'perhaps';

/** What a rule says of one procedure and one event. */
export interface Decision {
  procedure: string;
  /** `effectiveFrom` of the version that decided; null where none is in force, or the day that decides is not known. */
  version: PlainDate | null;
  event: string;
  outcome: Truth;
  /** Of a rule per person: the members, in their order. */
  members?: { key: string; outcome: Truth }[];
}

export function isPart(answer: Answer | undefined): answer is Part {
  return typeof answer === 'object' && answer !== null;
}

/** Two outcomes that are both possible. */
export function either(a: Truth, b: Truth): Truth {
  return a === b ? a : 'perhaps';
}

/** Whether it applies to at least one. */
export function anyOf(outcomes: readonly Truth[]): Truth {
  if (outcomes.includes(true)) return true;
  return outcomes.includes('perhaps') ? 'perhaps' : false;
}
