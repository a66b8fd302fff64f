/** The verbs of an approval 決裁, for whoever has the seat. */
import type { EntryDesk } from '#core/entries.server';
import { fail, ok, type Result } from '#kernel/result';
import { staleWords } from './act-on-record.server.ts';
import { stateAfter, stateOf } from './acts.ts';
import { act, type Outcome } from './approval/act.ts';
import { may } from './approval/may.ts';
import { type Approval, type ApprovalVerb, type Place, verbWords } from './approval/model.ts';
import { type KeptApproval, updateApproval, writeSeers } from './approvals.sql.ts';
import { postEffects } from './effects/post-effects.server.ts';
import { enterState, stayIn } from './enter-state.server.ts';
import type { ActOutcome, VerbAsked } from './model.ts';
import { type OpenProcess, openProcess } from './open-process.server.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { type ActDetail, insertAct } from './process.sql.ts';
import { stateShown } from './shown.ts';
import { tellOfApproval } from './tell-of-approval.server.ts';

/** `record.<verb>` (供覧: `record.readCircular`). Refused as a conflict when somebody acted since the page was drawn. */
export async function actOnApproval(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  asked: VerbAsked,
): Promise<Result<ActOutcome>> {
  const opened = await openProcess(desk, appId, recordId, true);
  if (!opened.ok) return opened;
  const p = opened.value;
  const kept = p === null ? undefined : meantBy(p, asked);
  if (p === null || kept === undefined) return fail('notFound');
  if (asked.verb === 'correctFormally')
    return fail('invalid', '字句の訂正は、直す項目と一緒に送ってください。');
  if (asked.revision !== p.revision) return fail('conflict', staleWords);
  const done = act(
    kept.approval,
    asked.verb,
    p.hand,
    {
      at: new Date().toISOString(),
      note: asked.note,
      ...(asked.seat === undefined ? {} : { seat: asked.seat }),
      ...(asked.backTo === undefined || asked.backTo === 'drafter' ? {} : { backTo: asked.backTo }),
      ...(asked.place === undefined ? {} : { place: placeOf(asked.place) }),
    },
    p.world,
  );
  if (!done.ok) return done;
  return concluded(desk, p, kept, done.value, await detailOf(p, kept.approval, done.value, asked));
}

const onOwn: readonly ApprovalVerb[] = ['postReview', 'read'];

/** 後閲 and 供覧 of what was decided are still asked for after the record was drafted again; all else is about the newest. */
function meantBy({ approvals, hand }: OpenProcess, { verb, seat }: VerbAsked): KeptApproval | undefined {
  const [newest] = approvals;
  if (!onOwn.includes(verb)) return newest;
  return approvals.find((one) => may(verb, one.approval, hand, seat).standing !== null) ?? newest;
}

const placeOf = (given: NonNullable<VerbAsked['place']>): Place =>
  'staff' in given ? { kind: 'person', staff: given.staff } : { kind: 'office', ...given };

/** Keeps what a verb made of an approval, leads the record on, writes the log and tells people. */
export async function concluded(
  desk: EntryDesk,
  p: OpenProcess,
  kept: KeptApproval,
  { approval, done, events }: Outcome,
  detail: ActDetail,
): Promise<Result<ActOutcome>> {
  const appId = p.open.app.id;
  await updateApproval(p.tx, appId, p.recordId, approval);
  const next = approval.state === kept.approval.state ? null : stateLedTo(p, kept.state, approval);
  const revision =
    next === null ? await stayIn(p, mustLookAgain(kept.approval, approval)) : await enterState(p, next);
  await insertAct(p.tx, appId, p.recordId, {
    approvalId: approval.id,
    round: approval.round,
    kind: 'verb',
    act: done.verb,
    title: verbWords[done.verb],
    from: p.state.id,
    to: (next ?? p.state).id,
    seat: done.seat ?? null,
    staffId: done.staff,
    postId: done.post,
    standsInFor: done.standsInFor?.post ?? null,
    note: done.note,
    detail,
  });
  await writeSeers(p.tx, appId, p.recordId);
  if (next !== null && desk.quiet === undefined)
    await postEffects(p.tx, [next], { appId, recordId: p.recordId, state: next.id, by: p.hand.staff });
  if (desk.quiet === undefined) await tellOfApproval(p, approval, events, done.staff);
  desk.touched(
    'record',
    [appId, p.recordId],
    [],
    done.verb === 'read' ? 'record.read-circular' : `record.${done.verb}`,
  );
  return ok({
    recordId: p.recordId,
    revision,
    state: stateShown(next ?? p.state),
    approval: { id: approval.id, state: approval.state },
  });
}

/** Where the definition of today leads; the record stays where that has no such state any more. */
function stateLedTo(p: OpenProcess, state: string, approval: Approval) {
  const approving = stateOf(p.process, state);
  const id = approving === undefined ? null : stateAfter(approving, approval.state);
  return id === null ? null : (stateOf(p.process, id) ?? null);
}

/** Colleagues who act at the same time do not wait for each other; where the way itself changed, everybody looks first. */
const mustLookAgain = (before: Approval, after: Approval): boolean =>
  before.state !== after.state || before.at !== after.at;

async function detailOf(
  p: OpenProcess,
  before: Approval,
  { approval, done, events }: Outcome,
  asked: VerbAsked,
): Promise<ActDetail> {
  const moves = events.flatMap((event) => (event.kind === 'moved' ? event.moves : []));
  const words = await wordsOfPlaces(
    p.tx,
    moves.flatMap(({ from, to }) => [from, to]),
  );
  const title = (seat: string) =>
    approval.steps.find((step) => step.seats.some((one) => one.id === seat))?.title ?? '';
  const back = before.steps.find((step) => step.id === asked.backTo);
  return {
    ...(done.verb === 'sendBack' && back !== undefined ? { backTo: back.title } : {}),
    ...(moves.length === 0
      ? {}
      : {
          moves: moves.map(({ seat, from, to }) => ({ seat: title(seat), from: words(from), to: words(to) })),
        }),
  };
}
