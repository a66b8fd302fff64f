/** What a verb makes of an approval. Pure: `may` says whether, this says what; then everybody is seated for what comes next. */
import { fail, ok, type Result } from '#kernel/result';
import { barsOf, hasActed, wayToAct } from './bars.ts';
import { type ApprovalEvent, eventsBetween } from './events.ts';
import type { World } from './lay-out.ts';
import { may, noteOf, type Standing } from './may.ts';
import type {
  Approval,
  ApprovalSeat,
  ApprovalStep,
  ApprovalVerb,
  Hand,
  Place,
  SeatState,
  StoodFor,
} from './model.ts';
import { readNote } from './note.ts';
import { handsAt, samePlace } from './organisation.ts';
import { seated } from './seated.ts';

export interface ActInput {
  /** ISO instant. */
  at: string;
  note?: string;
  /** Where the person has several seats, or the seat to be filled anew. */
  seat?: string;
  /** Of 差戻し: the step it goes back to; absent: the drafter. */
  backTo?: string;
  /** Of reseat: who is asked from now on. */
  place?: Place;
}

/** What the log keeps. */
export interface Done {
  verb: ApprovalVerb;
  staff: string;
  post: string;
  standsInFor?: StoodFor;
  step?: string;
  seat?: string;
  note: string;
  at: string;
}

export interface Outcome {
  approval: Approval;
  done: Done;
  events: ApprovalEvent[];
}

/** Does the verb, or says why not. */
export function act(
  approval: Approval,
  verb: ApprovalVerb,
  hand: Hand,
  input: ActInput,
  world: World,
): Result<Outcome> {
  const { standing, why } = may(verb, approval, hand, input.seat);
  if (why !== null) return { ok: false, error: why };
  const read = readNote(input.note ?? '');
  if (!read.ok) return read;
  const note = read.value;
  if (noteOf(verb) === 'required' && note === '')
    return fail('invalid', undefined, [{ path: 'note', message: '理由・意見を書いてください。' }]);
  const done: Done = {
    verb,
    staff: hand.staff,
    post: hand.post,
    ...standing.way,
    ...(standing.seat === undefined ? {} : { seat: standing.seat.id, step: standing.step?.id }),
    note,
    at: input.at,
  };
  const next = effectOf(approval, standing, done, input, world);
  if (!next.ok) return next;
  const after = seated(next.value, world.organisation, world.dueOn);
  return ok({ approval: after, done, events: eventsBetween(approval, after) });
}

function effectOf(
  approval: Approval,
  standing: Standing,
  done: Done,
  input: ActInput,
  world: World,
): Result<Approval> {
  const { verb, seat, step } = standing;
  switch (verb) {
    case 'approve':
    case 'agree':
    case 'decide':
      return ok(signed(approval, seat, 'agreed', done));
    case 'object':
      return ok(signed(approval, seat, 'objected', done));
    case 'deputyDecide':
      return ok(withReview(signed(approval, seat, 'agreed', done), step, seat));
    case 'postReview':
      return ok(signed(approval, seat, 'reviewed', done));
    case 'read':
      return ok(signed(approval, seat, 'read', done));
    case 'sendBack':
      return input.backTo === undefined
        ? ok(hushed(signed(approval, seat, 'sentBack', done), 'sentBack'))
        : backTo(approval, input.backTo);
    case 'recall':
      return ok(hushed(approval, 'recalled'));
    case 'pullUp':
      return ok(pulledUp(approval, step));
    case 'drop':
      return ok(hushed(approval, 'dropped'));
    case 'putIntoEffect':
      return ok({ ...approval, state: 'inEffect' });
    case 'close':
      return ok({ ...approval, state: 'closed' });
    case 'correctFormally':
      return ok(approval);
    case 'reseat':
      return filled(approval, step, seat, input.place, world);
  }
}

const eachSeat = (
  approval: Approval,
  change: (seat: ApprovalSeat, step: ApprovalStep, index: number) => ApprovalSeat,
): Approval => ({
  ...approval,
  steps: approval.steps.map((step, index) => ({
    ...step,
    seats: step.seats.map((seat) => change(seat, step, index)),
  })),
});

function signed(approval: Approval, seat: ApprovalSeat | undefined, state: SeatState, done: Done): Approval {
  const { staff, post, standsInFor, note, at } = done;
  const act = { staff, post, note, at, ...(standsInFor === undefined ? {} : { standsInFor }) };
  return eachSeat(approval, (one) => (one.id === seat?.id ? { ...one, state, act } : one));
}

/** 代決 asks the absent decider to read it later, by itself. */
function withReview(
  approval: Approval,
  of: ApprovalStep | undefined,
  seat: ApprovalSeat | undefined,
): Approval {
  if (of === undefined || seat === undefined) return approval;
  const review: ApprovalSeat = {
    id: `${of.id}-r${of.seats.filter((one) => one.reviews !== undefined).length + 1}`,
    rule: seat.rule,
    home: seat.place,
    place: seat.place,
    state: 'toReview',
    reviews: seat.id,
  };
  return {
    ...approval,
    steps: approval.steps.map((step) =>
      step.id === of.id ? { ...step, seats: [...step.seats, review] } : step,
    ),
  };
}

/** The round has ended without a decision: nobody is asked for anything any more. */
function hushed(approval: Approval, state: 'sentBack' | 'recalled' | 'dropped'): Approval {
  const asks: readonly SeatState[] = ['open', 'toRead', 'toReview'];
  return {
    ...eachSeat(approval, (seat) => (asks.includes(seat.state) ? { ...seat, state: 'waiting' } : seat)),
    state,
  };
}

/** Steps to which it can be sent back: those in which somebody acted or was passed over. */
export function backSteps(approval: Approval): ApprovalStep[] {
  const counts = (seat: ApprovalSeat) =>
    hasActed(seat) || seat.state === 'toReview' || seat.state === 'reviewed';
  return approval.steps
    .slice(0, approval.at)
    .filter((step) => step.kind !== 'inform' && step.seats.some(counts));
}

/** That step and all since then act again; what was read 供覧 stays read. */
function backTo(approval: Approval, id: string): Result<Approval> {
  if (!backSteps(approval).some((step) => step.id === id))
    return fail('invalid', undefined, [{ path: 'backTo', message: '差し戻す先を選び直してください。' }]);
  const target = approval.steps.findIndex((step) => step.id === id);
  const again = (step: ApprovalStep, index: number) => index >= target && step.kind !== 'inform';
  const cleared = eachSeat(approval, (seat, step, index) => {
    const { act: _, ...rest } = seat;
    return again(step, index) ? { ...rest, state: 'waiting' } : seat;
  });
  return ok({
    ...cleared,
    steps: cleared.steps.map((step, index) => {
      const { dueOn: _, ...rest } = step;
      return again(step, index) ? rest : step;
    }),
    at: target,
  });
}

/** Who was passed over is asked for 後閲; who was to be informed in between is. */
function pulledUp(approval: Approval, to: ApprovalStep | undefined): Approval {
  const target = approval.steps.findIndex((step) => step.id === to?.id);
  return {
    ...eachSeat(approval, (seat, step, index) => {
      if (index >= target || (seat.state !== 'open' && seat.state !== 'waiting')) return seat;
      return { ...seat, state: step.kind === 'inform' ? 'toRead' : 'toReview' };
    }),
    at: target,
  };
}

function filled(
  approval: Approval,
  step: ApprovalStep | undefined,
  seat: ApprovalSeat | undefined,
  place: Place | undefined,
  world: World,
): Result<Approval> {
  if (place === undefined || place.kind === 'nobody' || step === undefined || seat === undefined)
    return fail('invalid', undefined, [{ path: 'place', message: '新しい回議先を選んでください。' }]);
  // Pressed twice, or sent again: the log does not say twice what was done once.
  if (samePlace(seat.home, place) && samePlace(seat.place, place))
    return fail('conflict', 'もう、その回議先になっています。');
  const bars = barsOf(approval);
  const could = handsAt(place, world.organisation).some(
    (hand) => wayToAct(step, { ...seat, place }, hand, bars) !== null,
  );
  if (!could)
    return fail('invalid', undefined, [
      {
        path: 'place',
        message:
          'その回議先には、この決裁を行える人がいません。起案した人と、ほかの段階を行った人は選べません。',
      },
    ]);
  return ok(eachSeat(approval, (one) => (one.id === seat.id ? { ...one, home: place, place } : one)));
}
