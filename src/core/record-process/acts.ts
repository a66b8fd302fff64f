/** Acts of people on a record: which there are in its state, what is missing for them, and where they lead. Pure. */
import type { ProcessAct, ProcessState, RecordProcess, Seat } from '#core/definitions';
import { type AppError, appError, type Issue } from '#kernel/errors';
import { findPlaces, type Known } from './approval/find-places.ts';
import type { Holds } from './approval/lay-out.ts';
import type { ApprovalState, Hand } from './approval/model.ts';
import { type Organisation, staffed, waysInto } from './approval/organisation.ts';

/** The record as acts see it. */
export interface ActSituation {
  state: string;
  known: Known;
  holds: Holds;
  /** Whether the field has a value. */
  filled(field: string): boolean;
  /** The field in words, for what is missing. */
  labelOf(field: string): string;
}

export interface PossibleAct {
  act: ProcessAct;
  /** It begins an approval 起案. */
  drafts: boolean;
  /** Null: the person may do it now. What is missing stands in its issues, by field. */
  why: AppError | null;
}

/** Acts that lead out of the record's state, each with the reason why not. */
export function actsFor(
  process: RecordProcess,
  situation: ActSituation,
  hand: Hand,
  organisation: Organisation,
): PossibleAct[] {
  return (process.acts ?? [])
    .filter((act) => act.from.includes(situation.state))
    .map((act) => ({
      act,
      drafts: stateOf(process, act.to)?.kind === 'approval',
      why: whyNot(act, situation, hand, organisation),
    }));
}

/** Why the person may not do the act now; the note is asked of `missingNote`. */
export function whyNot(
  act: ProcessAct,
  situation: ActSituation,
  hand: Hand,
  organisation: Organisation,
): AppError | null {
  if (!act.from.includes(situation.state))
    return appError(
      'conflict',
      `いまの状態では「${act.title.ja}」はできません。最新の状態を確かめてください。`,
    );
  if (!meets(act.who, situation.known, hand, organisation))
    return appError('forbidden', `「${act.title.ja}」ができる人に、あなたは含まれていません。`);
  if (act.when !== undefined && !situation.holds(act.when))
    return appError('conflict', `「${act.title.ja}」の条件を、このレコードは満たしていません。`);
  const missing = (act.require ?? []).filter((field) => !situation.filled(field));
  if (missing.length === 0) return null;
  const issues: Issue[] = missing.map((field) => ({
    path: field,
    message: `「${situation.labelOf(field)}」を入力してください。`,
  }));
  return appError('invalid', `「${act.title.ja}」の前に、入力が必要な項目があります。`, issues);
}

/** What is wrong with the note of an act. */
export function missingNote(act: ProcessAct, note: string): AppError | null {
  return act.note === 'required' && note.trim() === ''
    ? appError('invalid', undefined, [{ path: 'note', message: '理由・連絡事項を書いてください。' }])
    : null;
}

/**
 * Whether one of the rules means the person. Where nobody whom a rule means works any more, the next office above counts, and
 * keepers always do: no record waits for a person who is gone.
 */
export function meets(rules: readonly Seat[], known: Known, hand: Hand, organisation: Organisation): boolean {
  return (
    hand.keeper ||
    rules.some(
      (rule) =>
        'everyone' in rule ||
        findPlaces(rule, known, organisation).some((place) => {
          const at = staffed(place, organisation);
          return at !== null && waysInto(at, { ...hand, system: false }).length > 0;
        }),
    )
  );
}

/** A state by its id. */
export const stateOf = (process: RecordProcess, id: string): ProcessState | undefined =>
  process.states.find((one) => one.id === id);

/**
 * What may be changed in a record of this state by whoever may edit it at all. What was decided is closed wherever it goes, unless
 * the state says otherwise itself.
 */
export function lockOf(state: ProcessState, decided = false): NonNullable<ProcessState['lock']> {
  if (state.lock !== undefined) return state.lock;
  if (decided) return 'closed';
  return ({ open: 'open', approval: 'additions', end: 'closed' } as const)[state.kind ?? 'open'];
}

/** The record's state after its approval became this; null: it stays. */
export function stateAfter(approving: ProcessState, approval: ApprovalState): string | null {
  const { decided, sentBack, dropped } = approving.approval ?? {};
  const leads: Partial<Record<ApprovalState, string>> = { decided, sentBack, recalled: sentBack, dropped };
  return leads[approval] ?? null;
}
