/** Works a run off. Each record passes as if it were changed alone; one that is refused leaves the others alone. */
import { post, read } from '#core/exchange.server';
import { actorsOfStaff } from '#core/people.server';
import { ShapeMoved } from '#core/records.server';
import { sentenceOf } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import { atomically, isUnavailable, type Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import type { Handlers } from '#platform/outbox.server';
import { deleted } from './delete-record.server.ts';
import { edited } from './edit-record.server.ts';
import type { EntryError, RunProgress, RunState, Saved } from './model.ts';
import { type EntryDesk, openApp } from './open-app.server.ts';
import { isId } from './reach-entry.server.ts';
import {
  cancelRun,
  finishRun,
  lockRun,
  type RunItem,
  type RunResult,
  type RunRow,
  selectProgress,
  selectResults,
  selectWaiting,
  settleItems,
} from './runs.sql.ts';
import { classesOf } from './settle.server.ts';

const batch = 100;

/** The worker's handler: a batch a message, so that progress shows and cancelling works. */
export function runHandlers(tools: { keyring: Keyring; log: Log }): Handlers {
  return {
    'records.run': {
      zone: 'staff',
      async handle({ tx, municipality, message }) {
        const { runId } = read('records.run', message.payload);
        const more = await continueRun(tx, tools.keyring, municipality, runId, { log: tools.log });
        if (more) await post(tx, 'records.run', { runId });
      },
    },
  };
}

/** One batch; false when the run is over. The rights of whoever asked are those of this moment. */
export async function continueRun(
  tx: Tx,
  keyring: Keyring,
  municipality: string,
  runId: string,
  { size = batch, log }: { size?: number; log?: Log } = {},
): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (run === null) return false;
  const waiting = run.cancelled_at === null ? await selectWaiting(tx, runId, size) : [];
  if (waiting.length > 0) {
    const actor = (await actorsOfStaff(tx, run.staff_id)).find((one) => one.postId === run.post_id);
    const seals = sealsOf({ tx, keyring, municipality }, 'staff');
    const desk =
      actor === undefined
        ? null
        : { tx, municipality, actor, via: 'run' as const, seals, touched: () => undefined };
    await workBatch(tx, run, waiting, desk, log);
  }
  const over = waiting.length < size;
  if (over) await finishRun(tx, runId);
  return !over;
}

async function workBatch(
  tx: Tx,
  run: RunRow,
  waiting: RunItem[],
  desk: EntryDesk | null,
  log: Log | undefined,
): Promise<void> {
  const open = desk === null ? null : await openApp(desk, run.app_id);
  const results: { position: number; state: RunState; reason: string | null }[] = [];
  const done: string[] = [];
  for (const item of waiting) {
    const outcome: Result<Saved, EntryError> | null =
      desk === null || open === null || !open.ok
        ? null
        : await atomically(
            tx,
            () =>
              run.kind === 'edit'
                ? edited(desk, open.value, item.record_id, { revision: item.revision, changes: run.changes })
                : deleted(desk, open.value, item.record_id, item.revision),
            (thrown) => broken(thrown, run.id, log),
          );
    const state = stateOf(outcome);
    if (state === 'done') done.push(item.record_id);
    const reason = outcome === null || outcome.ok ? null : wordsOf(outcome.error);
    results.push({ position: item.position, state, reason });
  }
  await settleItems(tx, run.id, results);
  if (done.length === 0 || open === null || !open.ok) return;
  await insertAudit(tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId: run.staff_id,
    postId: run.post_id,
    act: run.kind === 'edit' ? 'record.edit' : 'record.delete',
    noun: 'record',
    ids: [run.app_id, ...done],
    fieldClasses: classesOf(open.value.fields, Object.keys(run.changes)),
    purpose: `run ${run.id}`,
    requestId: null,
  });
}

/** An error of ours at one record must not keep the others waiting; what is over in a moment is tried again with its batch. */
function broken(thrown: unknown, run: string, log: Log | undefined): Result<Saved, EntryError> {
  const passing = (thrown as { code?: unknown } | null)?.code === '40001';
  if (passing || isUnavailable(thrown) || thrown instanceof ShapeMoved) throw thrown;
  log?.error('a record of a run failed', thrown, { run });
  return fail('invalid', 'このレコードは処理できませんでした。システムの担当に伝えてください。');
}

function stateOf(outcome: Result<Saved, EntryError> | null): RunState {
  if (outcome === null) return 'refused';
  if (outcome.ok) return outcome.value.unchanged ? 'unchanged' : 'done';
  if (outcome.error.code === 'notFound') return 'missing';
  return outcome.error.code === 'conflict' ? 'conflict' : 'refused';
}

/** Never a value: sentences of the table, and those beside fields. */
function wordsOf(error: EntryError): string {
  const [first] = error.issues ?? [];
  return first === undefined ? sentenceOf(error) : first.message;
}

/** Of runs that this person asked for. */
export async function runProgress(
  desk: Pick<EntryDesk, 'tx' | 'actor'>,
  id: string,
): Promise<RunProgress | null> {
  return isId(id) && desk.actor.id !== null ? selectProgress(desk.tx, id, desk.actor.id) : null;
}

export async function runResults(
  desk: Pick<EntryDesk, 'tx' | 'actor'>,
  id: string,
  after = 0,
  limit = 500,
): Promise<RunResult[] | null> {
  return (await runProgress(desk, id)) === null ? null : selectResults(desk.tx, id, after, limit);
}

/** `record.cancelRun`. What was done stays; the rest is left. */
export async function cancelBulk(desk: EntryDesk, id: string): Promise<boolean> {
  const run = await runProgress(desk, id);
  if (run === null || !(await cancelRun(desk.tx, id))) return false;
  desk.touched('record-run', [run.appId, id], [], 'record.cancelRun');
  return true;
}
