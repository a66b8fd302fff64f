/** What the worker does to exports: claims, counts, finishes, lets expire. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Misfits } from './model.ts';

const most = 3;

/**
 * One export to work on, claimed; also one whose worker has not been heard of for two minutes. What was begun three times
 * and never ended has failed.
 */
export async function claimExport(tx: Tx, claim: string): Promise<string | null> {
  await sql`
    UPDATE exports SET state = 'failed', failure = 'stopped', misfits = NULL, password_sealed = NULL, query = query - 'q', claim = NULL
    WHERE state IN ('counting', 'building') AND attempts >= ${most} AND claimed_at < now() - interval '2 minutes'`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    UPDATE exports SET claim = ${claim}, claimed_at = now(), attempts = attempts + 1, progress = 0 WHERE id = (
      SELECT id FROM exports
      WHERE state IN ('counting', 'building') AND attempts < ${most}
        AND (claimed_at IS NULL OR claimed_at < now() - interval '2 minutes')
      ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** All work reads one moment: rows that are counted are the rows that are written. First statement of a transaction. */
export async function readOneMoment(tx: Tx): Promise<void> {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(tx);
}

/** The moment all reading belongs to, or a little before. */
export async function selectMoment(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`SELECT now() AS at`.execute(tx);
  return rows[0]!.at;
}

/** Says that somebody works, and how far; false when the export was called off or taken over. */
export async function noteProgress(tx: Tx, id: string, claim: string, rows: number): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET progress = ${rows}, claimed_at = now()
    WHERE id = ${id} AND claim = ${claim} AND state IN ('counting', 'building')`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface Counts {
  rows: number;
  persons: number;
  leftOut: number;
}

/** After counting: where it goes from here. An agreement to another number is none. */
export async function settleCount(
  tx: Tx,
  id: string,
  claim: string,
  counts: Counts,
  to: 'choosing' | 'waiting' | 'building',
  misfits: Misfits | null,
): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = ${to}, rows = ${counts.rows}, persons = ${counts.persons}, left_out = ${counts.leftOut},
      misfits = ${misfits === null ? null : JSON.stringify(misfits)}::jsonb,
      claim = CASE WHEN ${to} = 'building' THEN claim END,
      attempts = CASE WHEN ${to} = 'building' THEN attempts ELSE 0 END,
      claimed_at = CASE WHEN ${to} = 'building' THEN now() END
    WHERE id = ${id} AND claim = ${claim} AND state IN ('counting', 'building')`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface Finished {
  fileName: string;
  sha256: string;
  bytes: number;
  sheets: number;
  passwordSealed: string;
}

/**
 * The file is there: the table's constraint asks once more for the second person. Not when somebody came under a measure since
 * the rows were read (`readAt`): then it is made anew. The caller holds `holdMeasures`.
 */
export async function finishExport(
  tx: Tx,
  id: string,
  claim: string,
  file: Finished,
  readAt: Date,
): Promise<boolean> {
  const result = await sql`
    UPDATE exports SET state = 'ready', file_name = ${file.fileName}, sha256 = ${file.sha256}, bytes = ${file.bytes},
      sheets = ${file.sheets}, password_sealed = ${file.passwordSealed}, ready_at = now(), expires_at = now() + interval '1 day',
      progress = rows, claim = NULL
    WHERE id = ${id} AND claim = ${claim} AND state = 'building'
      AND (source NOT IN ('cases', 'records') OR NOT EXISTS (SELECT 1 FROM protection_persons WHERE added_at > ${readAt}))`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

/** `failure` is a word of ours, never a message that might quote what was exported. */
export async function failExport(tx: Tx, id: string, claim: string, failure: string): Promise<void> {
  await sql`
    UPDATE exports SET state = 'failed', failure = ${failure}, misfits = NULL, password_sealed = NULL, query = query - 'q', claim = NULL
    WHERE id = ${id} AND claim = ${claim}`.execute(tx);
}

/** Free for the next worker at once. */
export async function releaseExport(tx: Tx, id: string, claim: string): Promise<void> {
  await sql`
    UPDATE exports SET claim = NULL, claimed_at = CASE WHEN attempts >= ${most} THEN now() - interval '1 hour' END
    WHERE id = ${id} AND claim = ${claim}`.execute(tx);
}

/** Ends what is a day old, takes away every file that is not to be had any more; gives how many ended. */
export async function expireExports(tx: Tx): Promise<number> {
  const result = await sql`
    UPDATE exports SET state = 'expired', misfits = NULL, password_sealed = NULL, query = query - 'q'
    WHERE (state = 'ready' AND expires_at <= now())
      OR (state IN ('choosing', 'waiting') AND requested_at < now() - interval '7 days')`.execute(tx);
  await sql`
    DELETE FROM export_pieces p USING exports e
    WHERE e.id = p.export_id AND (e.state NOT IN ('building', 'ready') OR (e.state = 'building' AND e.claim IS NULL))`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0);
}
