/** One record in its process as one person meets it: every use case of this room begins here. */
import type { ProcessState, RecordProcess } from '#core/definitions';
import { type EntryDesk, type OpenApp, type Reached, reachEntry } from '#core/entries.server';
import { type Answers, pickedIn } from '#core/fields';
import { recordEnv, recordScope } from '#core/forms';
import { isMeant } from '#core/policy';
import { currentShapeOf, type Shape } from '#core/records.server';
import { compile, readFormula } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import { stateOf } from './acts.ts';
import type { Known } from './approval/find-places.ts';
import type { Holds, World } from './approval/lay-out.ts';
import type { Hand } from './approval/model.ts';
import { handInPost } from './approval/organisation.ts';
import { type KeptApproval, selectApprovals } from './approvals.sql.ts';
import { lockRecord, selectPrevious, selectRecordRow } from './process.sql.ts';
import { type Standing, selectStandings } from './state/index.server.ts';
import { handOf, worldOf } from './world.server.ts';

export type Looking = Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>;

export interface OpenProcess {
  tx: EntryDesk['tx'];
  open: OpenApp;
  process: RecordProcess;
  shape: Shape;
  recordId: string;
  answers: Answers;
  reach: Reached['reach'];
  state: ProcessState;
  /** Absent: nothing was ever done with it. */
  standing: Standing | undefined;
  revision: number;
  createdAt: Date;
  assignees: string[];
  /** Newest first. */
  approvals: KeptApproval[];
  hand: Hand;
  world: World;
  known: Known;
  holds: Holds;
}

/** Null: the app has no process. `lock`: for acts; whoever acts on the same record at the same time waits, and then sees what was done. */
export async function openProcess(
  desk: Looking,
  appId: string,
  id: string,
  lock: boolean,
): Promise<Result<OpenProcess | null>> {
  const { tx, actor } = desk;
  let reached = await reachEntry(desk, appId, id);
  if (!reached.ok) return reached;
  const { process } = reached.value.open.app.work;
  if (process === undefined) return ok(null);
  const recordId = reached.value.record.id;
  const shape = await currentShapeOf(tx, appId);
  const row = lock ? await lockRecord(tx, shape, recordId) : await selectRecordRow(tx, shape, recordId);
  if (row === null) return fail('notFound');
  // What was true before somebody else let go of the lock need not be now.
  if (lock) reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { open, record, reach } = reached.value;
  const named = namedIn(open, record.answers);
  const keeper = reach.may('manage') || keeps(process, desk, named);
  const asked = handOf(actor, keeper);
  if (asked === null) return fail('notFound');
  const standing = (await selectStandings(tx, appId, [recordId])).get(recordId);
  const approvals = await selectApprovals(tx, appId, recordId);
  const world = await worldOf(tx, open.definitions);
  const working = handInPost(asked.post, world.organisation);
  const hand: Hand = { ...asked, system: working?.system === true };
  // Suspended or moved since the request came in, while it waited for the lock: they act no more.
  if (lock && working?.staff !== asked.staff) return fail('forbidden', 'この職では、もう操作できません。');
  const maker = world.organisation.posts.find((one) => one.staff === row.createdBy && one.main);
  const drafter = approvals[0]?.approval.drafter ?? maker ?? null;
  return ok({
    tx,
    open,
    process,
    shape,
    recordId,
    answers: record.answers,
    reach,
    // A state that left the definition: what records begin with is where this one stands, so that it can go on.
    state: (standing && stateOf(process, standing.state)) ?? process.states[0]!,
    standing,
    revision: standing?.revision ?? 1,
    createdAt: record.createdAt,
    assignees: row.assignees,
    approvals,
    hand,
    world,
    known: {
      drafter: drafter && { staff: drafter.staff, department: drafter.department },
      previous: (await selectPrevious(tx, appId, recordId)) ?? row.createdBy,
      named,
    },
    holds: (text) => holds(open, record.answers, text),
  });
}

/** Whom a field of the record names. */
export function namedIn({ prepared }: Pick<OpenApp, 'prepared'>, answers: Answers): Known['named'] {
  return (code) => {
    const field = prepared.persons.get(code);
    return field === undefined
      ? { kind: 'user', values: [] }
      : { kind: field.kind, values: pickedIn(answers[field.ref]) };
  };
}

function keeps(process: RecordProcess, { actor }: Looking, named: Known['named']): boolean {
  return (process.keepers ?? []).some((who) => {
    const meant = isMeant(who, actor);
    if (typeof meant === 'boolean') return meant;
    const mine = [actor.id, ...actor.departments, ...(actor.groups ?? [])];
    return named(meant.field).values.some((one) => mine.includes(one));
  });
}

/** A condition that cannot be read holds for nobody; publishing refuses such a one. */
export function holds(open: Pick<OpenApp, 'app' | 'fields' | 'at'>, answers: Answers, text: string): boolean {
  const { expr } = readFormula(text, recordScope(open.app.fields));
  return expr !== undefined && compile(expr)(recordEnv(open.fields, answers, open.at)) === true;
}
