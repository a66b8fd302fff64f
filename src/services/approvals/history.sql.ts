/** Approvals of one app that were drafted in a period. */
import { sql } from 'kysely';
import type { ApprovalState, ApprovalStep } from '#core/record-process';
import type { Tx } from '#platform/db.server';

export interface ApprovalRow {
  id: string;
  record_id: string;
  round: number;
  state: ApprovalState;
  route: string;
  drafter_staff: string;
  drafted_at: Date;
  decided_at: Date | null;
  /** Empty unless they were asked for. */
  steps: ApprovalStep[];
  /** Where it stands: what is older is asked by this. */
  place: string;
}

export interface Period {
  /** Days in Tokyo, `until` not among them. */
  from: string;
  until: string;
}

/** Newest first, behind `after`. */
export async function selectApprovals(
  tx: Tx,
  appId: string,
  period: Period,
  { after, limit, steps }: { after: string | null; limit: number; steps: boolean },
): Promise<ApprovalRow[]> {
  const [at = null, id = null] = after?.split('_') ?? [];
  const { rows } = await sql<ApprovalRow>`
    SELECT id, record_id, round, state, route, drafter_staff, drafted_at, decided_at,
      CASE WHEN ${steps}::boolean THEN body->'steps' ELSE '[]'::jsonb END AS steps,
      to_char(drafted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || id AS place
    FROM record_approvals
    WHERE app_id = ${appId}
      AND drafted_at >= (${period.from}::date)::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND drafted_at < (${period.until}::date)::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND (${at}::timestamptz IS NULL OR (drafted_at, id) < (${at}::timestamptz, ${id}::uuid))
    ORDER BY drafted_at DESC, id DESC LIMIT ${limit}`.execute(tx);
  return rows;
}
