/** An act of the definition: leads a record to its next state; into a state of approval it is 起案. */
import { randomUUID } from 'node:crypto';
import type { EntryDesk } from '#core/entries.server';
import { type AppError, appError } from '#kernel/errors';
import { err, fail, ok, type Result } from '#kernel/result';
import { type ActSituation, missingNote, stateOf, whyNot } from './acts.ts';
import { eventsBetween } from './approval/events.ts';
import { layOut, routeFor } from './approval/lay-out.ts';
import type { Approval } from './approval/model.ts';
import { readNote } from './approval/note.ts';
import { insertApproval, writeSeers } from './approvals.sql.ts';
import { postEffects } from './effects/post-effects.server.ts';
import { enterState } from './enter-state.server.ts';
import type { ActAsked, ActOutcome } from './model.ts';
import { type OpenProcess, openProcess } from './open-process.server.ts';
import { insertAct } from './process.sql.ts';
import { stateShown } from './shown.ts';
import { tellOfApproval } from './tell-of-approval.server.ts';

/** `record.act`. Issues name fields that must be filled in first (`f<id>`). */
export async function actOnRecord(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  asked: ActAsked,
): Promise<Result<ActOutcome>> {
  const opened = await openProcess(desk, appId, recordId, true);
  if (!opened.ok) return opened;
  const p = opened.value;
  if (p === null) return fail('notFound');
  const act = p.process.acts?.find((one) => one.id === asked.act);
  if (act === undefined) return fail('notFound');
  if (asked.revision !== p.revision) return fail('conflict', staleWords);
  const why = runningWhy(p) ?? whyNot(act, situationOf(p), p.hand, p.world.organisation);
  if (why !== null) return err(withControls(p, why));
  const note = readNote(asked.note);
  if (!note.ok) return note;
  const unsaid = missingNote(act, note.value);
  if (unsaid !== null) return err(unsaid);
  const to = stateOf(p.process, act.to);
  if (to === undefined) return fail('conflict', 'この操作の先の状態が、なくなりました。');
  const drafted = to.kind === 'approval' ? layOutFor(p, to.id) : ok(null);
  if (!drafted.ok) return drafted;
  const approval = drafted.value;
  if (approval !== null) await insertApproval(p.tx, appId, p.recordId, to.id, approval);
  const revision = await enterState(p, to);
  await insertAct(p.tx, appId, p.recordId, {
    approvalId: approval?.id ?? null,
    round: approval?.round ?? null,
    kind: 'act',
    act: act.id,
    title: act.title.ja,
    from: p.state.id,
    to: to.id,
    seat: null,
    staffId: p.hand.staff,
    postId: p.hand.post,
    standsInFor: null,
    note: note.value,
    detail: {},
  });
  await writeSeers(p.tx, appId, p.recordId);
  if (desk.quiet === undefined)
    await postEffects(p.tx, [act, to], { appId, recordId: p.recordId, state: to.id, by: p.hand.staff });
  if (approval !== null && desk.quiet === undefined)
    await tellOfApproval(p, approval, eventsBetween(null, approval), p.hand.staff);
  desk.touched('record', [appId, p.recordId], [], 'record.act');
  return ok({
    recordId: p.recordId,
    revision,
    state: stateShown(to),
    approval: approval && { id: approval.id, state: approval.state },
  });
}

export const staleWords = 'ほかの人が先に操作しました。最新の状態を確かめてから、もう一度操作してください。';

/** The route of the record as it is now, with whoever acts as the drafter. */
export function layOutFor(p: OpenProcess, state: string): Result<Approval> {
  const route = routeFor(p.process, state, p.holds);
  if (route === null)
    return fail(
      'conflict',
      'この内容に当てはまる決裁経路がありません。業務アプリの管理者に知らせてください。',
    );
  const [last] = p.approvals;
  const again =
    last?.state === state && (last.approval.state === 'sentBack' || last.approval.state === 'recalled');
  return layOut(
    route,
    {
      id: randomUUID(),
      round: again ? last.approval.round + 1 : 1,
      drafter: p.hand,
      known: { previous: p.known.previous, named: p.known.named },
      holds: p.holds,
    },
    p.world,
  );
}

/** While an approval runs only its verbs lead on. */
export function runningWhy(p: OpenProcess): AppError | null {
  return p.approvals[0]?.approval.state === 'circulating'
    ? appError('conflict', '決裁の途中です。終わるか、引き戻してから操作してください。')
    : null;
}

export function situationOf(p: OpenProcess): ActSituation {
  const byCode = new Map(p.open.fields.map((field) => [field.code, field]));
  return {
    state: p.state.id,
    known: p.known,
    holds: p.holds,
    filled(code) {
      const field = byCode.get(code);
      const value = field === undefined ? null : (p.answers[String(field.id)] ?? null);
      return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
    },
    labelOf(code) {
      const field = byCode.get(code);
      return field === undefined || !p.reach.reads(field.id) ? 'あなたには表示されない項目' : field.label.ja;
    },
  };
}

/** Fields by their names on the page; those out of sight stay unnamed. */
function withControls(p: OpenProcess, why: AppError): AppError {
  if (why.issues === undefined) return why;
  return {
    ...why,
    issues: why.issues.map((issue) => {
      const field = p.open.fields.find((one) => one.code === issue.path);
      return { ...issue, path: field === undefined || !p.reach.reads(field.id) ? '' : `f${field.id}` };
    }),
  };
}
