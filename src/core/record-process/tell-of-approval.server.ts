/** Who hears of what happened in an approval: whose turn it is, who drafted, and keepers where nobody can act. */

import { type NoticeKind, tellPeople } from '#core/notices.server';
import { actorsOfAll } from '#core/people.server';
import { managersAmong, type PreparedAccess } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { barsOf, wayToAct } from './approval/bars.ts';
import type { ApprovalEvent } from './approval/events.ts';
import { everySeat } from './approval/may.ts';
import type { Approval, ApprovalState } from './approval/model.ts';
import { handsAt } from './approval/organisation.ts';
import type { OpenProcess } from './open-process.server.ts';

type Telling = Pick<OpenProcess, 'tx' | 'recordId' | 'world'> & {
  open: Pick<OpenProcess['open'], 'app' | 'prepared'>;
};

/** `by` null: by itself. */
export async function tellOfApproval(
  p: Telling,
  approval: Approval,
  events: readonly ApprovalEvent[],
  by: string | null,
): Promise<void> {
  const tell = (kind: NoticeKind, to: readonly string[]) =>
    tellPeople(p.tx, { kind, app: p.open.app.id, record: p.recordId, to, by });
  for (const event of events)
    switch (event.kind) {
      case 'asked':
      case 'toReview':
      case 'toRead':
        await tell('turn', askedAt(p, approval, event.seats));
        break;
      case 'unfilled':
        await tell('turn', await keepersOf(p.tx, p.open.prepared));
        break;
      case 'became':
        await tell(kindOf[event.state] ?? 'decided', ownersOf(p, approval));
        break;
      case 'moved':
        break;
    }
}

const kindOf: Partial<Record<ApprovalState, NoticeKind>> = { sentBack: 'sentBack' };

/** Who may act from these seats today. */
export function askedAt(
  { world }: Pick<Telling, 'world'>,
  approval: Approval,
  seats: readonly string[],
): string[] {
  const bars = barsOf(approval);
  const found = new Set<string>();
  for (const { seat, step } of everySeat(approval)) {
    if (!seats.includes(seat.id)) continue;
    for (const hand of handsAt(seat.place, world.organisation))
      if (wayToAct(step, seat, hand, bars) !== null) found.add(hand.staff);
  }
  return [...found];
}

function ownersOf({ world }: Telling, approval: Approval): string[] {
  return handsAt(approval.owner, world.organisation).map((hand) => hand.staff);
}

/** Managers of the app: who else keeps its process, they know. */
export async function keepersOf(tx: Tx, prepared: PreparedAccess): Promise<string[]> {
  const actors = await actorsOfAll(tx, tokyoDate(new Date()));
  return managersAmong(prepared, actors).flatMap((actor) => actor.id ?? []);
}
