/** Approvals as a page shows them: seats with the names of those who sit there today, what they did, and what one may do oneself. */
import type { Tx } from '#platform/db.server';
import { backSteps } from './approval/act.ts';
import { barsOf, wayToAct } from './approval/bars.ts';
import { approvalWord, everySeat, may, noteOf } from './approval/may.ts';
import {
  type Approval,
  type ApprovalSeat,
  type ApprovalStep,
  type ApprovalVerb,
  approvalVerbs,
  type Hand,
  verbWords,
} from './approval/model.ts';
import { handsAt, type Organisation, waysInto } from './approval/organisation.ts';
import type { KeptApproval } from './approvals.sql.ts';
import type { ApprovalShown, SeatActShown, SeatShown, VerbShown } from './model.ts';
import { type PostWords, selectPostWords } from './organisation.sql.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { standsOf } from './shown.ts';

export interface Showing {
  place: Awaited<ReturnType<typeof wordsOfPlaces>>;
  posts: ReadonlyMap<string, PostWords>;
  staffNames: ReadonlyMap<string, string>;
  organisation: Organisation;
  hand: Hand;
}

/** Names of everything the approvals speak of, in three questions; `posts` more that are wanted beside them. */
export async function showingOf(
  tx: Tx,
  approvals: readonly Approval[],
  { hand, world: { organisation } }: { hand: Hand; world: { organisation: Organisation } },
  posts: readonly string[] = [],
): Promise<Showing> {
  const seats = approvals.flatMap((approval) => everySeat(approval).map(({ seat }) => seat));
  const bars = approvals.flatMap((approval) => approval.drafter.post);
  const acted = seats.flatMap(({ act }) =>
    act === undefined ? [] : [act.post, ...(act.standsInFor === undefined ? [] : [act.standsInFor.post])],
  );
  // One post of each who might sit there: their name is what is shown.
  const holders = seats.flatMap((seat) => shownAt(organisation, seat));
  const known = await selectPostWords(tx, [
    ...new Set([...bars, ...acted, ...posts, ...holders.map((one) => one.post)]),
  ]);
  return {
    place: await wordsOfPlaces(
      tx,
      seats.map((seat) => seat.place),
    ),
    posts: known,
    staffNames: new Map([...known.values()].map((one) => [one.staff, one.name])),
    organisation,
    hand,
  };
}

export function approvalShown(showing: Showing, kept: KeptApproval, running: boolean): ApprovalShown {
  const { approval, draftedAt, decidedAt } = kept;
  const drafter = showing.posts.get(approval.drafter.post);
  return {
    id: approval.id,
    round: approval.round,
    route: approval.route,
    state: approval.state,
    stateTitle: approvalWord(approval.state),
    drafter: { name: drafter?.name ?? '', post: drafter?.words ?? '' },
    draftedAt: draftedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    steps: approval.steps.map((step, index) => ({
      id: step.id,
      title: step.title,
      kind: step.kind,
      needs: step.needs,
      stands: standsOf(approval, index),
      seats: step.seats.map((seat) => seatShown(showing, approval, step, seat)),
    })),
    verbs: running ? verbsShown(approval, showing.hand) : [],
  };
}

function seatShown(
  { place, staffNames, posts, organisation, hand }: Showing,
  approval: Approval,
  step: ApprovalStep,
  seat: ApprovalSeat,
): SeatShown {
  const mine = waysInto(seat.place, hand).length > 0;
  return {
    id: seat.id,
    place: place(seat.place),
    holders: seat.act === undefined ? holdersOf(organisation, staffNames, seat) : [],
    state: seat.state,
    mine: mine && wayToAct(step, seat, hand, barsOf(approval)) !== null,
    dueOn: step.dueOn ?? null,
    act: actShown(posts, step, seat),
  };
}

/** Of a whole department or role the office is what is asked, not fifty names. */
const shownAt = (organisation: Organisation, { place }: ApprovalSeat): readonly Hand[] =>
  place.kind === 'department' || place.kind === 'role' ? [] : handsAt(place, organisation);

/** Names once; whoever only stands in says so. */
function holdersOf(
  organisation: Organisation,
  names: ReadonlyMap<string, string>,
  seat: ApprovalSeat,
): string[] {
  const found = new Map<string, boolean>();
  for (const one of shownAt(organisation, seat))
    for (const way of waysInto(seat.place, one))
      found.set(one.staff, found.get(one.staff) === true || way.standsInFor === undefined);
  return [...found].map(([staff, own]) => `${names.get(staff) ?? ''}${own ? '' : '（代理）'}`).slice(0, 20);
}

const actWords: Record<ApprovalStep['kind'], string> = {
  approve: '承認',
  consult: '同意',
  decide: '決裁',
  inform: '供覧',
};

function actShown(
  posts: ReadonlyMap<string, PostWords>,
  step: ApprovalStep,
  { act, state, id }: ApprovalSeat,
): SeatActShown | null {
  if (act === undefined) return null;
  const standsInFor = act.standsInFor === undefined ? null : (posts.get(act.standsInFor.post)?.words ?? '');
  const reviewed = step.seats.some((one) => one.reviews === id);
  const title =
    state === 'sentBack'
      ? '差戻し'
      : state === 'objected'
        ? '不同意'
        : state === 'reviewed'
          ? '後閲'
          : reviewed
            ? '代決'
            : actWords[step.kind];
  const by = posts.get(act.post);
  return { name: by?.name ?? '', post: by?.words ?? '', standsInFor, title, note: act.note, at: act.at };
}

const ofKind: Record<ApprovalStep['kind'], readonly ApprovalVerb[]> = {
  approve: ['approve', 'sendBack'],
  consult: ['agree', 'object', 'sendBack'],
  decide: ['decide', 'sendBack'],
  inform: ['read'],
};

/** What may be done, and what is this person's to do but not now, with the reason. */
function verbsShown(approval: Approval, hand: Hand): VerbShown[] {
  const expected = new Set(
    everySeat(approval).flatMap(({ seat, step }) =>
      (seat.state === 'waiting' || seat.state === 'open') && waysInto(seat.place, hand).length > 0
        ? ofKind[step.kind]
        : [],
    ),
  );
  const shown = approvalVerbs.flatMap((verb): VerbShown[] => {
    const { standing, why } = may(verb, approval, hand);
    if (standing === null && !(expected.has(verb) && approval.state === 'circulating')) return [];
    return [
      {
        verb,
        title: verbWords[verb],
        seat: standing?.seat?.id ?? null,
        note: noteOf(verb),
        whyNot: why?.message ?? null,
        ...(verb === 'sendBack' ? { backTo: backChoices(approval) } : {}),
      },
    ];
  });
  // Whoever stands in decides as a deputy: the other button would only say so.
  return shown.filter(
    (one) =>
      one.verb !== 'decide' || one.whyNot === null || !shown.some((other) => other.verb === 'deputyDecide'),
  );
}

const backChoices = (approval: Approval) => [
  { id: 'drafter', title: '起案者' },
  ...backSteps(approval).map(({ id, title }) => ({ id, title })),
];
