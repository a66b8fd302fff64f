/** Runs over many records: what was asked, and what became of each. */
import { sql } from 'kysely';
import type { Answers } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { type RunProgress, type RunState, runStates } from './model.ts';

export interface NewRun {
  id: string;
  appId: string;
  kind: 'edit' | 'delete';
  changes: Answers;
  staffId: string;
  postId: string;
  items: { id: string; revision: number }[];
}

export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  await sql`
    INSERT INTO record_runs (id, app_id, kind, changes, staff_id, post_id, total)
    VALUES (${run.id}, ${run.appId}, ${run.kind}, ${JSON.stringify(run.changes)}::jsonb, ${run.staffId}, ${run.postId},
      ${run.items.length})`.execute(tx);
  await sql`
    INSERT INTO record_run_items (run_id, position, record_id, revision)
    SELECT ${run.id}::uuid, n, id, revision
    FROM unnest(${run.items.map((one) => one.id)}::uuid[], ${run.items.map((one) => one.revision)}::integer[])
      WITH ORDINALITY AS item (id, revision, n)`.execute(tx);
}

export interface RunRow {
  id: string;
  app_id: string;
  kind: 'edit' | 'delete';
  changes: Answers;
  staff_id: string;
  post_id: string;
  cancelled_at: Date | null;
  finished_at: Date | null;
}

/** Locks a run that is not over; null when it is, or somebody works on it. */
export async function lockRun(tx: Tx, id: string): Promise<RunRow | null> {
  const { rows } = await sql<RunRow>`
    SELECT id, app_id, kind, changes, staff_id, post_id, cancelled_at, finished_at FROM record_runs
    WHERE id = ${id}::uuid AND finished_at IS NULL FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0] ?? null;
}

export interface RunItem {
  position: number;
  record_id: string;
  revision: number;
}

export async function selectWaiting(tx: Tx, runId: string, limit: number): Promise<RunItem[]> {
  const { rows } = await sql<RunItem>`
    SELECT position, record_id, revision FROM record_run_items
    WHERE run_id = ${runId}::uuid AND state = 'waiting' ORDER BY position LIMIT ${limit}`.execute(tx);
  return rows;
}

export async function settleItems(
  tx: Tx,
  runId: string,
  done: { position: number; state: RunState; reason: string | null }[],
): Promise<void> {
  await sql`
    UPDATE record_run_items i SET state = d.state, reason = d.reason
    FROM unnest(${done.map((one) => one.position)}::integer[], ${done.map((one) => one.state)}::text[],
      ${done.map((one) => one.reason)}::text[]) AS d (position, state, reason)
    WHERE i.run_id = ${runId}::uuid AND i.position = d.position`.execute(tx);
}

/** The values of an edit are in the records and their history now. */
export async function finishRun(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE record_runs SET finished_at = now(), changes = '{}' WHERE id = ${id}::uuid`.execute(tx);
}

export async function cancelRun(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE record_runs SET cancelled_at = now() WHERE id = ${id}::uuid AND finished_at IS NULL AND cancelled_at IS NULL`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0) > 0;
}

/** Of the person who asked. */
export async function selectProgress(tx: Tx, id: string, staffId: string): Promise<RunProgress | null> {
  const { rows } = await sql<{
    id: string;
    app_id: string;
    kind: 'edit' | 'delete';
    total: number;
    asked_at: Date;
    cancelled_at: Date | null;
    finished_at: Date | null;
    counts: Partial<Record<RunState, number>> | null;
  }>`
    SELECT r.id, r.app_id, r.kind, r.total, r.asked_at, r.cancelled_at, r.finished_at,
      (SELECT jsonb_object_agg(state, n) FROM (
        SELECT state, count(*)::integer AS n FROM record_run_items WHERE run_id = r.id GROUP BY state) c) AS counts
    FROM record_runs r WHERE r.id = ${id}::uuid AND r.staff_id = ${staffId}::uuid`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: row.id,
    appId: row.app_id,
    kind: row.kind,
    total: row.total,
    counts: Object.fromEntries(runStates.map((state) => [state, row.counts?.[state] ?? 0])) as Record<
      RunState,
      number
    >,
    askedAt: row.asked_at,
    cancelledAt: row.cancelled_at,
    finishedAt: row.finished_at,
  };
}

export interface RunResult {
  position: number;
  recordId: string;
  state: RunState;
  reason: string | null;
}

/** Result by result, in the order of the run. */
export async function selectResults(tx: Tx, id: string, after: number, limit: number): Promise<RunResult[]> {
  const { rows } = await sql<RunResult>`
    SELECT position, record_id AS "recordId", state, reason FROM record_run_items
    WHERE run_id = ${id}::uuid AND position > ${after} ORDER BY position LIMIT ${limit}`.execute(tx);
  return rows;
}

/** Runs that ended a month ago, by the worker. */
export async function deleteOldRuns(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM record_runs WHERE finished_at < now() - interval '30 days'
      OR (finished_at IS NULL AND asked_at < now() - interval '60 days')`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
