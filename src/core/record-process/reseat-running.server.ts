/** Seats running approvals anew after 人事異動, absences and suspensions, and lists what moved. */
import type { WorkApp } from '#core/definitions';
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { prepareAccess } from '#core/policy';
import { currentShape, loadRecord, type RecordApp } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import type { World } from './approval/lay-out.ts';
import { reseat } from './approval/reseat.ts';
import { selectApprovals, selectUnfinished, updateApproval, writeSeers } from './approvals.sql.ts';
import type { Moved } from './model.ts';
import { namedIn } from './open-process.server.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { insertAct, lockRecord, selectPrevious } from './process.sql.ts';
import { selectStandings } from './state/index.server.ts';
import { tellOfApproval } from './tell-of-approval.server.ts';
import { worldOf } from './world.server.ts';

/** Of the whole city. `why` stands in the log of every record whose seats moved. Idempotent: nothing that sits right is touched. */
export async function reseatRunning(tx: Tx, municipality: string, why: string): Promise<Moved[]> {
  const unfinished = await selectUnfinished(tx);
  if (unfinished.length === 0) return [];
  const definitions = await definitionsOf(tx, municipality);
  const world = await worldOf(tx, definitions);
  const moved: Moved[] = [];
  for (const one of unfinished) moved.push(...(await reseatOne({ tx, definitions, world, why }, one)));
  if (moved.length > 0)
    await insertAudit(tx, {
      zone: 'worker',
      actorKind: 'system',
      actorId: null,
      postId: null,
      act: 'record.reseat',
      noun: 'record',
      ids: [...new Set(moved.map((one) => one.recordId))],
      fieldClasses: [],
      purpose: null,
      requestId: null,
    });
  return moved;
}

interface Round {
  tx: Tx;
  definitions: Definitions;
  world: World;
  why: string;
}

async function reseatOne(
  { tx, definitions, world, why }: Round,
  { appId, recordId }: { appId: string; recordId: string },
): Promise<Moved[]> {
  const app = definitions.app(appId, { on: tokyoDate(new Date()) })?.body as WorkApp | undefined;
  const shape = await currentShape(tx, appId);
  if (app?.work === undefined || shape === null) return [];
  if ((await lockRecord(tx, shape, recordId)) === null) return [];
  const [kept] = await selectApprovals(tx, appId, recordId);
  const record = await loadRecord(tx, app as unknown as RecordApp, recordId);
  if (kept === undefined || record === null) return [];
  const prepared = prepareAccess(app);
  const known = {
    drafter: kept.approval.drafter,
    previous: await selectPrevious(tx, appId, recordId),
    named: namedIn({ prepared }, record.answers),
  };
  const { approval, events } = reseat(kept.approval, known, world);
  if (JSON.stringify(approval) === JSON.stringify(kept.approval)) return [];
  await updateApproval(tx, appId, recordId, approval);
  const moves = events.flatMap((event) => (event.kind === 'moved' ? event.moves : []));
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
  if (moves.length > 0) {
    const state = (await selectStandings(tx, appId, [recordId])).get(recordId)?.state ?? kept.state;
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
  }
  await writeSeers(tx, appId, recordId);
  await tellOfApproval({ tx, open: { app, prepared }, recordId, world }, approval, events, null);
  return told.map(({ seat, from, to }) => ({ appId, recordId, approvalId: approval.id, seat, from, to }));
}
