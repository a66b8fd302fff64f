/** The route an act would lay out now, before anybody drafts. */
import { fail, ok, type Result } from '#kernel/result';
import { layOutFor, runningWhy } from './act-on-record.server.ts';
import { stateOf } from './acts.ts';
import type { ApprovalShown } from './model.ts';
import { type Looking, openProcess } from './open-process.server.ts';
import { approvalShown, showingOf } from './show-approval.server.ts';

/** `act` leads into a state of approval. */
export async function previewDraft(
  desk: Looking,
  appId: string,
  recordId: string,
  act: string,
): Promise<Result<ApprovalShown>> {
  const opened = await openProcess(desk, appId, recordId, false);
  if (!opened.ok) return opened;
  const p = opened.value;
  const asked = p?.process.acts?.find((one) => one.id === act && one.from.includes(p.state.id));
  const to = asked === undefined ? undefined : stateOf(p!.process, asked.to);
  if (p === null || to?.kind !== 'approval' || runningWhy(p) !== null) return fail('notFound');
  const laidOut = layOutFor(p, to.id);
  if (!laidOut.ok) return laidOut;
  const showing = await showingOf(p.tx, [laidOut.value], p);
  const kept = { approval: laidOut.value, state: to.id, draftedAt: new Date(), decidedAt: null };
  return ok({ ...approvalShown(showing, kept, false), id: null, draftedAt: null });
}
