/** Approvals of one app that were drafted in a period. */
import { sql } from 'kysely';
import type { Approval, ApprovalState } from '#core/record-process';
import type { Tx } from '#platform/db.server';

export interface ApprovalRow {
  id: string;
  record_id: string;
  round: number;
  state: ApprovalState;
  drafter_staff: string;
  drafted_at: Date;
  decided_at: Date | null;
  body: Approval;
}

/** Newest first; `from` and `until` are days in Tokyo, `until` not among them. */
export async function selectApprovals(
  tx: Tx,
  appId: string,
  period: { from: string; until: string },
  limit: number,
): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    SELECT id, record_id, round, state, drafter_staff, drafted_at, decided_at, body
    FROM record_approvals
    WHERE app_id = ${appId}
      AND drafted_at >= (${period.from}::date)::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND drafted_at < (${period.until}::date)::timestamp AT TIME ZONE 'Asia/Tokyo'
    ORDER BY drafted_at DESC, id LIMIT ${limit}`.execute(tx);
  return rows;
}
