/** Reminders and escalation, the worker's: each once, in the morning of the day on which it is due, however many are due at once. */
import type { ProcessState, RecordProcess } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { digestHour } from '#core/notices';
import { addDays, type ClosedDays, type PlainDate, tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Database, Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { calendarOf } from '../state/index.server.ts';
import {
  claimReminder,
  type DueRecord,
  type DueSeat,
  type SeatPlace,
  selectAppsWithDeadlines,
  selectDueRecords,
  selectDueSeats,
} from './due.sql.ts';
import { type ReminderStep, reminders } from './due-on.ts';
import { tellOfSeat, tellOfState } from './tell-of-deadline.server.ts';

/** In one transaction; the next one goes on behind it. */
const inOnePiece = 200;
/** No reminder is asked for longer before: 60 open days. */
const furthest = 120;

export interface Reminding {
  db: Database;
  log: Log;
  /** In one transaction; tests have few records. */
  atOnce?: number;
}

/** Gives how many were told of. An app that fails does not hold up the others. */
export async function remindOfDeadlines(
  { db, log, atOnce = inOnePiece }: Reminding,
  municipality: string,
  now: Date = new Date(),
): Promise<number> {
  if (tokyoDateTimeParts(now).hour < digestHour) return 0;
  const today = tokyoDate(now);
  const apps = await db.tenant(municipality, 'staff', (tx) => selectAppsWithDeadlines(tx));
  let told = 0;
  for (const appId of apps)
    try {
      told += await remindIn({ db, municipality, appId, today, atOnce });
    } catch (error) {
      log.error('reminders of an app failed', error, { municipality, app: appId });
    }
  return told;
}

interface Round {
  db: Database;
  municipality: string;
  appId: string;
  today: PlainDate;
  atOnce: number;
}

async function remindIn(round: Round): Promise<number> {
  const inPiece = <T>(work: (tx: Tx) => Promise<T>) => round.db.tenant(round.municipality, 'staff', work);
  const running = await inPiece((tx) => runningIn(tx, round));
  if (running === null) return 0;
  let told = 0;
  for (const state of running.process.states)
    for (let found = round.atOnce; found === round.atOnce; told += found)
      found = await inPiece((tx) => remindOfState(tx, round, state, running.closed));
  const seatsBehind = (after: SeatPlace | null) =>
    inPiece((tx) => remindOfSeats(tx, round, after, running.closed));
  let piece = await seatsBehind(null);
  told += piece.told;
  while (piece.next !== null) {
    piece = await seatsBehind(piece.next);
    told += piece.told;
  }
  return told;
}

/** Null: the app has no process any more, or is out of use. */
async function runningIn(
  tx: Tx,
  { municipality, appId, today }: Round,
): Promise<{ process: RecordProcess; closed: ClosedDays } | null> {
  const definitions = await definitionsOf(tx, municipality);
  const process = definitions.app(appId, { on: today })?.body.work?.process;
  if (process === undefined || definitions.isRetired(appId)) return null;
  return { process, closed: calendarOf(definitions, today) };
}

/** Of a record that has several reminders due only one is told. Gives how many records were looked at. */
async function remindOfState(
  tx: Tx,
  { municipality, appId, today, atOnce }: Round,
  state: ProcessState,
  closed: ClosedDays,
): Promise<number> {
  if (state.deadline === undefined) return 0;
  const spans = reminders(state.deadline, today, closed);
  const due = await selectDueRecords(tx, { appId, state: state.id, spans, limit: atOnce });
  for (const { steps, ...one } of due) {
    const said = await claimed(tx, appId, one, `state:${state.id}`, steps);
    if (said.length > 0)
      await tellOfState({ tx, municipality }, appId, one.recordId, state, said.includes('late'));
  }
  return due.length;
}

async function remindOfSeats(
  tx: Tx,
  { municipality, appId, today, atOnce }: Round,
  after: SeatPlace | null,
  closed: ClosedDays,
): Promise<{ told: number; next: SeatPlace | null }> {
  const until = addDays(today, furthest);
  const seats = await selectDueSeats(tx, { appId, until, after, limit: atOnce });
  let told = 0;
  for (const seat of seats) {
    const due = stepsDue(seat, today, closed);
    const said = await claimed(tx, appId, seat, `seat:${seat.approvalId}:${seat.seatId}`, due);
    if (said.length === 0) continue;
    const escalate = said.includes('late') ? (seat.deadline?.escalate ?? []) : [];
    await tellOfSeat({ tx, municipality }, appId, seat, escalate);
    told += 1;
  }
  return { told, next: seats.length < atOnce ? null : seats.at(-1)! };
}

function stepsDue({ deadline, dueOn }: DueSeat, today: PlainDate, closed: ClosedDays): ReminderStep[] {
  if (deadline === null) return [];
  return reminders(deadline, today, closed)
    .filter(({ from, until }) => (from === null || dueOn >= from) && dueOn <= until)
    .map(({ step }) => step);
}

/** Those that nobody said before. */
async function claimed(
  tx: Tx,
  appId: string,
  { recordId, dueOn }: DueRecord,
  about: string,
  steps: readonly ReminderStep[],
): Promise<ReminderStep[]> {
  const said: ReminderStep[] = [];
  for (const step of steps)
    if (await claimReminder(tx, { appId, recordId, about, dueOn, step })) said.push(step);
  return said;
}
