/** Whom a last day that comes near or has passed is told: whoever could lead on, and whoever is above. */
import type { ProcessState, Seat } from '#core/definitions';
import { type ProcessDesk, readByProcess } from '#core/entries.server';
import { tellPeople } from '#core/notices.server';
import { currentShapeOf } from '#core/records.server';
import { selectApprovals } from '../approvals.sql.ts';
import { holdersOf, knownOf } from '../effects/people.server.ts';
import { selectRecordRow } from '../process.sql.ts';
import { askedAt } from '../tell-of-approval.server.ts';
import { worldOf } from '../world.server.ts';
import type { DueSeat } from './due.sql.ts';

type Looking = Pick<ProcessDesk, 'tx' | 'municipality'>;

/** In an approval whoever is asked; else 担当 of the record, whoever could lead it on, and at last who made it. */
export async function tellOfState(
  desk: Looking,
  appId: string,
  recordId: string,
  state: ProcessState,
  late: boolean,
): Promise<void> {
  const found = await readByProcess(desk, appId, recordId);
  if (found === null) return;
  const world = await worldOf(desk.tx, found.open.definitions);
  const known = await knownOf(desk, found, world.organisation);
  const row = await selectRecordRow(desk.tx, await currentShapeOf(desk.tx, appId), recordId);
  const [newest] = await selectApprovals(desk.tx, appId, recordId);
  const open = newest?.approval.steps[newest.approval.at]?.seats.map((seat) => seat.id) ?? [];
  const acts = found.open.app.work.process?.acts ?? [];
  const rules = acts.filter((act) => act.from.includes(state.id)).flatMap((act) => act.who);
  const asked =
    state.kind === 'approval' && newest !== undefined ? askedAt({ world }, newest.approval, open) : [];
  const maker = known.drafter === null ? [] : [known.drafter.staff];
  const working = [asked, row?.assignees ?? [], holdersOf(rules, known, world.organisation), maker].find(
    (some) => some.length > 0,
  );
  const above = late ? holdersOf(state.deadline?.escalate ?? [], known, world.organisation) : [];
  await tellPeople(desk.tx, {
    kind: 'due',
    app: appId,
    record: recordId,
    to: [...(working ?? []), ...above],
    by: null,
  });
}

export async function tellOfSeat(
  desk: Looking,
  appId: string,
  { recordId, seatId, approvalId }: DueSeat,
  escalate: readonly Seat[],
): Promise<void> {
  const found = await readByProcess(desk, appId, recordId);
  if (found === null) return;
  const kept = (await selectApprovals(desk.tx, appId, recordId)).find(
    (one) => one.approval.id === approvalId,
  );
  if (kept === undefined) return;
  const world = await worldOf(desk.tx, found.open.definitions);
  const above = holdersOf(escalate, await knownOf(desk, found, world.organisation), world.organisation);
  const to = [...askedAt({ world }, kept.approval, [seatId]), ...above];
  await tellPeople(desk.tx, { kind: 'due', app: appId, record: recordId, to, by: null });
}
