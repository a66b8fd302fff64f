/**
 * Who may do what with an approval now, and why not: one table for buttons and use cases alike. Pure; the places of the seats
 * say who is asked (`seated` keeps them right), so that no organisation is needed here.
 */
import { type AppError, appError } from '#kernel/errors';
import { barOf, barsOf, deputyOf } from './bars.ts';
import {
  type Approval,
  type ApprovalSeat,
  type ApprovalState,
  type ApprovalStep,
  type ApprovalVerb,
  approvalVerbs,
  type Hand,
  type SeatState,
  verbWords,
} from './model.ts';
import { type Way, waysInto } from './organisation.ts';

/** From where a verb is done, where somebody may. */
export interface Standing {
  verb: ApprovalVerb;
  /** Absent for what the drafter or a keeper does. */
  seat?: ApprovalSeat;
  step?: ApprovalStep;
  way: Way;
}

type Whose =
  /** Seats of the open step, of these kinds of steps. */
  | { open: readonly ApprovalStep['kind'][]; by: 'own' | 'deputy' | 'either' }
  /** Seats in this state, whichever step. */
  | { seats: SeatState }
  /** A seat of a later step. */
  | 'later'
  /** The drafter or who took their place; keepers too. */
  | 'owner'
  /** The drafter once it came back, before that the decider. */
  | 'ownerOrDecider'
  | 'keeper';

interface Rule {
  in: readonly ApprovalState[];
  whose: Whose;
  note: 'optional' | 'required';
}

const running = ['circulating'] as const;
const decided = ['decided', 'inEffect', 'closed'] as const;

const rules: Record<ApprovalVerb, Rule> = {
  approve: { in: running, whose: { open: ['approve'], by: 'either' }, note: 'optional' },
  agree: { in: running, whose: { open: ['consult'], by: 'either' }, note: 'optional' },
  object: { in: running, whose: { open: ['consult'], by: 'either' }, note: 'required' },
  decide: { in: running, whose: { open: ['decide'], by: 'own' }, note: 'optional' },
  deputyDecide: { in: running, whose: { open: ['decide'], by: 'deputy' }, note: 'optional' },
  postReview: { in: [...running, ...decided], whose: { seats: 'toReview' }, note: 'optional' },
  read: { in: [...running, ...decided], whose: { seats: 'toRead' }, note: 'optional' },
  sendBack: {
    in: running,
    whose: { open: ['approve', 'consult', 'decide'], by: 'either' },
    note: 'required',
  },
  recall: { in: running, whose: 'owner', note: 'optional' },
  pullUp: { in: running, whose: 'later', note: 'optional' },
  drop: { in: [...running, 'sentBack', 'recalled'], whose: 'ownerOrDecider', note: 'required' },
  putIntoEffect: { in: ['decided'], whose: 'owner', note: 'optional' },
  close: { in: ['decided', 'inEffect'], whose: 'owner', note: 'optional' },
  correctFormally: { in: decided, whose: 'owner', note: 'required' },
  reseat: { in: [...running, ...decided], whose: 'keeper', note: 'required' },
};

/** Whether the verb wants a word with it. */
export const noteOf = (verb: ApprovalVerb): Rule['note'] => rules[verb].note;

const stateWords: Record<ApprovalState, string> = {
  circulating: '回議中',
  decided: '決裁済み',
  sentBack: '差戻し中',
  recalled: '引戻し中',
  dropped: '廃案',
  inEffect: '施行済み',
  closed: '完結',
};
/** The state in words. */
export const approvalWord = (state: ApprovalState): string => stateWords[state];

export type May = { standing: Standing; why: null } | { standing: null; why: AppError };

const no = (message: string, code: 'conflict' | 'forbidden' = 'conflict'): May => ({
  standing: null,
  why: appError(code, message),
});

/** Whether the person may do it, from which seat, and else why not. `seatId` chooses where somebody has several. */
export function may(verb: ApprovalVerb, approval: Approval, hand: Hand, seatId?: string): May {
  const rule = rules[verb];
  if (!rule.in.includes(approval.state))
    return no(`${stateWords[approval.state]}のため、${verbWords[verb]}はできません。`);
  const { whose } = rule;
  if (whose === 'keeper') return asKeeper(verb, approval, hand, seatId);
  if (whose === 'owner') return asOwner(verb, approval, hand);
  if (whose === 'ownerOrDecider')
    return approval.state === 'circulating'
      ? fromOpen(verb, approval, hand, { open: ['decide'], by: 'own' }, seatId)
      : asOwner(verb, approval, hand);
  if (whose === 'later') return fromLater(verb, approval, hand, seatId);
  if ('seats' in whose) return fromSeats(verb, approval, hand, whose.seats, seatId);
  return fromOpen(verb, approval, hand, whose, seatId);
}

/** What the person may do now. */
export const possibleVerbs = (approval: Approval, hand: Hand): ApprovalVerb[] =>
  approvalVerbs.filter((verb) => may(verb, approval, hand).standing !== null);

function asKeeper(verb: ApprovalVerb, approval: Approval, hand: Hand, seatId?: string): May {
  if (!hand.keeper)
    return no('回議先を変えられるのは、この業務アプリの管理者と決裁の管理者です。', 'forbidden');
  // Whoever chooses who decides on their own draft decides on it.
  if (hand.staff === approval.drafter.staff)
    return no('自分が起案した決裁の回議先は、自分では変えられません。ほかの管理者に頼んでください。');
  const movable: readonly SeatState[] = ['waiting', 'open', 'toReview', 'toRead'];
  const found = everySeat(approval).find(
    ({ seat }) => movable.includes(seat.state) && (seatId === undefined || seat.id === seatId),
  );
  if (found === undefined) return no('この回議先は、もう変えられません。');
  return { standing: { verb, ...found, way: {} }, why: null };
}

function asOwner(verb: ApprovalVerb, approval: Approval, hand: Hand): May {
  const [way] = waysInto(approval.owner, hand);
  if (way !== undefined) return { standing: { verb, way }, why: null };
  // Where the drafter is gone and nobody took their place, keepers end what was begun.
  if (hand.keeper && approval.owner.kind === 'nobody') return { standing: { verb, way: {} }, why: null };
  return no(`${verbWords[verb]}ができるのは、起案した人です。`, 'forbidden');
}

function fromOpen(
  verb: ApprovalVerb,
  approval: Approval,
  hand: Hand,
  whose: Extract<Whose, { open: unknown }>,
  seatId?: string,
): May {
  const step = approval.steps[approval.at];
  const mine = everySeat(approval).filter(
    ({ seat }) => (seatId === undefined || seat.id === seatId) && waysInto(seat.place, hand).length > 0,
  );
  if (mine.length === 0)
    return no(`この決裁で${verbWords[verb]}をする番は、あなたにありません。`, 'forbidden');
  const open = mine.filter(({ seat, step: its }) => its === step && seat.state === 'open');
  if (open.length === 0)
    return no(
      mine.some(({ seat }) => seat.state === 'waiting')
        ? 'まだ前の段階が終わっていません。'
        : 'あなたの番は、もう済んでいます。',
    );
  if (step === undefined || !whose.open.includes(step.kind))
    return no(`この段階で行うのは${step === undefined ? '確認' : stepVerb[step.kind]}です。`);
  let refusal = no('この回議先では操作できません。');
  for (const { seat } of open)
    for (const way of waysInto(seat.place, hand)) {
      const why = wayRefused(verb, approval, hand, way, whose.by);
      if (why === null) return { standing: { verb, seat, step, way }, why: null };
      refusal = no(why);
    }
  return refusal;
}

const stepVerb: Record<ApprovalStep['kind'], string> = {
  approve: '承認',
  consult: '合議',
  decide: '決裁',
  inform: '供覧の確認',
};

function wayRefused(
  verb: ApprovalVerb,
  approval: Approval,
  hand: Hand,
  way: Way,
  by: 'own' | 'deputy' | 'either',
): string | null {
  const standing = way.standsInFor !== undefined;
  const bar = barOf(hand, way, barsOf(approval));
  if (bar === 'drafted')
    return standing && hand.staff !== approval.drafter.staff
      ? '起案した人の代わりに、その起案を決めることはできません。'
      : '自分が起案したものは、自分では決められません。';
  if (bar === 'acted') return '同じ決裁で、一人が二つの段階を行うことはできません。';
  if (by === 'own' && standing) return `不在の人に代わるときは、${verbWords.deputyDecide}をします。`;
  if (by === 'deputy' && !standing)
    return `${verbWords[verb]}ができるのは、決裁する人が不在のときの代理の人です。`;
  return null;
}

function fromSeats(
  verb: ApprovalVerb,
  approval: Approval,
  hand: Hand,
  state: SeatState,
  seatId?: string,
): May {
  for (const { step, seat } of everySeat(approval)) {
    if (seat.state !== state || (seatId !== undefined && seat.id !== seatId)) continue;
    const way = waysInto(seat.place, hand).find((one) => one.standsInFor === undefined);
    if (way === undefined || deputyOf(step, seat) === hand.staff) continue;
    return { standing: { verb, seat, step, way }, why: null };
  }
  return no(`あなたに求められている${verbWords[verb]}はありません。`, 'forbidden');
}

function fromLater(verb: ApprovalVerb, approval: Approval, hand: Hand, seatId?: string): May {
  const bars = barsOf(approval);
  for (const { step, seat, index } of everySeat(approval)) {
    if (index <= approval.at || seat.state !== 'waiting' || step.kind === 'inform') continue;
    if (seatId !== undefined && seat.id !== seatId) continue;
    const way = waysInto(seat.place, hand).find((one) => one.standsInFor === undefined);
    if (way !== undefined && barOf(hand, way, bars) === null)
      return { standing: { verb, seat, step, way }, why: null };
  }
  return no(`${verbWords[verb]}ができるのは、後の段階にいる人です。`, 'forbidden');
}

/** Every seat with its step. */
export function everySeat(approval: Approval): { step: ApprovalStep; seat: ApprovalSeat; index: number }[] {
  return approval.steps.flatMap((step, index) => step.seats.map((seat) => ({ step, seat, index })));
}
