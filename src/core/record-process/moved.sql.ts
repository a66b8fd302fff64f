/** What seating anew moved, out of the logs of all records. */
import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';

export interface MovedRow {
  id: string;
  at: Date;
  appId: string;
  recordId: string;
  why: string;
  /** `seat` is the step in words, as the log of the record keeps it. */
  moves: { seat: string; from: string; to: string }[];
}

/** Newest first, behind `after`; since the beginning of a day in Tokyo. */
export async function selectMoved(
  tx: Tx,
  {
    since,
    app,
    after,
    limit,
  }: { since: PlainDate | null; app: string | null; after: string | null; limit: number },
): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    SELECT id::text, at, app_id AS "appId", record_id AS "recordId", note AS why, detail->'moves' AS moves FROM record_acts
    WHERE kind = 'system' AND act = 'reseat' AND (${after}::bigint IS NULL OR record_acts.id < ${after}::bigint)
      AND (${app}::text IS NULL OR app_id = ${app}::text)
      AND (${since}::date IS NULL OR at >= (${since}::date)::timestamp AT TIME ZONE 'Asia/Tokyo')
    ORDER BY record_acts.id DESC LIMIT ${limit}`.execute(tx);
  return rows;
}
