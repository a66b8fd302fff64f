/** One record seated anew: what moved stands in its log, and whoever is asked from now on is told. */
import type { WorkApp } from '#core/definitions';
import type { Definitions } from '#core/definitions.server';
import { prepareAccess } from '#core/policy';
import { currentShape, loadRecord, type RecordApp } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Move } from './approval/events.ts';
import type { World } from './approval/lay-out.ts';
import type { Approval } from './approval/model.ts';
import { reseat } from './approval/reseat.ts';
import { type RecordKey, selectAskingOf, updateApproval, writeSeers } from './approvals.sql.ts';
import type { Moved } from './model.ts';
import { namedIn } from './open-process.server.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { insertAct, lockRecord, selectPrevious } from './process.sql.ts';
import { selectStandings } from './state/index.server.ts';
import { tellOfApproval } from './tell-of-approval.server.ts';

interface Round {
  tx: Tx;
  definitions: Definitions;
  world: World;
  why: string;
}

/** All approvals of one record that still ask for something: a 後閲 is asked for though the record was drafted again. */
export async function reseatRecord(round: Round, { appId, recordId }: RecordKey): Promise<Moved[]> {
  const { tx, definitions } = round;
  const app = definitions.app(appId, { on: tokyoDate(new Date()) })?.body as WorkApp | undefined;
  const shape = await currentShape(tx, appId);
  // What is out of use waits for nobody: the round after it came back seats it.
  if (app?.work === undefined || shape === null || definitions.isRetired(appId)) return [];
  if ((await lockRecord(tx, shape, recordId)) === null) return [];
  // Before the lock somebody may have acted.
  const asking = await selectAskingOf(tx, appId, recordId);
  const record = await loadRecord(tx, app as unknown as RecordApp, recordId);
  if (record === null) return [];
  const prepared = prepareAccess(app);
  const moved: Moved[] = [];
  for (const before of asking) {
    const known = {
      drafter: before.drafter,
      previous: await selectPrevious(tx, appId, recordId),
      named: namedIn({ prepared }, record.answers),
    };
    const { approval, events } = reseat(before, known, round.world);
    if (!changes(before, approval)) continue;
    await updateApproval(tx, appId, recordId, approval);
    const moves = events.flatMap((event) => (event.kind === 'moved' ? event.moves : []));
    moved.push(...(await written(round, { appId, recordId }, approval, moves)));
    await writeSeers(tx, appId, recordId);
    await tellOfApproval(
      { tx, open: { app, prepared }, recordId, world: round.world },
      approval,
      events,
      null,
    );
  }
  return moved;
}

/** Whether anything is different, order of keys included: both come from the same value. */
export const changes = (before: Approval, after: Approval): boolean =>
  JSON.stringify(before) !== JSON.stringify(after);

async function written(
  { tx, why }: Round,
  { appId, recordId }: RecordKey,
  approval: Approval,
  moves: readonly Move[],
): Promise<Moved[]> {
  if (moves.length === 0) return [];
  const words = await wordsOfPlaces(
    tx,
    moves.flatMap(({ from, to }) => [from, to]),
  );
  const told = moves.map(({ seat, step, from, to }) => ({
    seat,
    step: approval.steps.find((one) => one.id === step)?.title ?? '',
    from: words(from),
    to: words(to),
  }));
  const state = (await selectStandings(tx, appId, [recordId])).get(recordId)?.state ?? '';
  await insertAct(tx, appId, recordId, {
    approvalId: approval.id,
    round: approval.round,
    kind: 'system',
    act: 'reseat',
    title: '回議先の変更',
    from: state,
    to: state,
    seat: null,
    staffId: null,
    postId: null,
    standsInFor: null,
    note: why,
    detail: { moves: told.map(({ step, from, to }) => ({ seat: step, from, to })) },
  });
  return told.map(({ seat, from, to }) => ({ appId, recordId, approvalId: approval.id, seat, from, to }));
}
