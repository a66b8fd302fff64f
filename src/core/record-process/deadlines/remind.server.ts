/** Reminders and escalation, the worker's: each once, in the morning of the day on which it is due. */
import type { ProcessState, Seat } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { type ProcessDesk, readByProcess } from '#core/entries.server';
import { digestHour } from '#core/notices';
import { tellPeople } from '#core/notices.server';
import { currentShapeOf } from '#core/records.server';
import { addDays, type ClosedDays, type PlainDate, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Database, Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { selectApprovals } from '../approvals.sql.ts';
import { holdersOf, knownOf } from '../effects/people.server.ts';
import { selectRecordRow } from '../process.sql.ts';
import { calendarOf } from '../state/index.server.ts';
import { askedAt } from '../tell-of-approval.server.ts';
import { worldOf } from '../world.server.ts';
import {
  claimReminder,
  type DueRecord,
  type DueSeat,
  selectAppsWithDeadlines,
  selectDueRecords,
  selectDueSeats,
} from './due.sql.ts';
import { type ReminderStep, reminders } from './due-on.ts';

type Looking = Pick<ProcessDesk, 'tx' | 'municipality'>;

/** In one round of one app; what is left comes with the next one. */
const most = 500;
/** No reminder is asked for longer before: 60 open days. */
const furthest = 120;

export interface Reminding {
  db: Database;
  log: Log;
}

/** Gives how many were told of. An app that fails does not hold up the others. */
export async function remindOfDeadlines(
  { db, log }: Reminding,
  municipality: string,
  now: Date = new Date(),
): Promise<number> {
  if (tokyoDateTimeParts(now).hour < digestHour) return 0;
  const today = tokyoDate(now);
  const apps = await db.tenant(municipality, 'staff', (tx) => selectAppsWithDeadlines(tx));
  let told = 0;
  for (const appId of apps)
    try {
      told += await db.tenant(municipality, 'staff', (tx) => remindIn(tx, { municipality, appId, today }));
    } catch (error) {
      log.error('reminders of an app failed', error, { municipality, app: appId });
    }
  return told;
}

interface Round {
  municipality: string;
  appId: string;
  today: PlainDate;
}

async function remindIn(tx: Tx, { municipality, appId, today }: Round): Promise<number> {
  const definitions = await definitionsOf(tx, municipality);
  const process = definitions.app(appId, { on: today })?.body.work?.process;
  if (process === undefined || definitions.isRetired(appId)) return 0;
  const closed = calendarOf(definitions, today);
  const desk: Looking = { tx, municipality };
  let told = 0;
  for (const state of process.states)
    for (const { recordId, late } of await dueIn(tx, appId, state, today, closed)) {
      await tellOfState(desk, appId, recordId, state, late);
      told += 1;
    }
  for (const { seat, step, late } of await dueSeats(tx, appId, today, closed)) {
    await tellOfSeat(desk, appId, seat, late ? (step.deadline?.escalate ?? []) : []);
    told += 1;
  }
  return told;
}

/** Of a record that has several reminders due only one is told. */
async function dueIn(
  tx: Tx,
  appId: string,
  state: ProcessState,
  today: PlainDate,
  closed: ClosedDays,
): Promise<{ recordId: string; late: boolean }[]> {
  if (state.deadline === undefined) return [];
  const found = new Map<string, boolean>();
  for (const { step, from, until } of reminders(state.deadline, today, closed))
    for (const one of await selectDueRecords(tx, { appId, state: state.id, from, until, step, most }))
      if (await claim(tx, appId, one, `state:${state.id}`, step)) found.set(one.recordId, step === 'late');
  return [...found].map(([recordId, late]) => ({ recordId, late }));
}

async function dueSeats(tx: Tx, appId: string, today: PlainDate, closed: ClosedDays) {
  const found = [];
  for (const seat of await selectDueSeats(tx, appId, addDays(today, furthest), most)) {
    const step = seat.approval.steps.find((one) => one.seats.some((each) => each.id === seat.seatId));
    if (step?.deadline === undefined) continue;
    let due: ReminderStep | null = null;
    for (const one of reminders(step.deadline, today, closed)) {
      const applies = (one.from === null || seat.dueOn >= one.from) && seat.dueOn <= one.until;
      if (applies && (await claim(tx, appId, seat, aboutSeat(seat), one.step))) due = one.step;
    }
    if (due !== null) found.push({ seat, step, late: due === 'late' });
  }
  return found;
}

const aboutSeat = (seat: DueSeat): string => `seat:${seat.approval.id}:${seat.seatId}`;

const claim = (tx: Tx, appId: string, one: DueRecord, about: string, step: ReminderStep) =>
  claimReminder(tx, { appId, recordId: one.recordId, about, dueOn: one.dueOn, step });

/** In an approval whoever is asked; else 担当 of the record, whoever could lead it on, and at last who made it. */
async function tellOfState(
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

async function tellOfSeat(
  desk: Looking,
  appId: string,
  { recordId, seatId, approval }: DueSeat,
  escalate: readonly Seat[],
): Promise<void> {
  const found = await readByProcess(desk, appId, recordId);
  if (found === null) return;
  const world = await worldOf(desk.tx, found.open.definitions);
  const above = holdersOf(escalate, await knownOf(desk, found, world.organisation), world.organisation);
  const to = [...askedAt({ world }, approval, [seatId]), ...above];
  await tellPeople(desk.tx, { kind: 'due', app: appId, record: recordId, to, by: null });
}
