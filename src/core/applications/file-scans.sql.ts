/** The scanner's verdicts on the resident side. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface UnsettledRow {
  id: string;
  scan: 'waiting' | 'infected';
}

/** Files of a draft or application that nobody may read. */
export async function selectUnsettled(
  tx: Tx,
  of: { draft?: string; application?: string },
): Promise<UnsettledRow[]> {
  const { rows } = await sql<UnsettledRow>`
    SELECT id, scan FROM portal_files WHERE scan IN ('waiting', 'infected')
      AND (draft_id = ${of.draft ?? null}::uuid OR application_id = ${of.application ?? null}::uuid)`.execute(
    tx,
  );
  return rows;
}

/** Contents in quarantine, oldest first. */
export async function selectWaitingUploads(tx: Tx, most: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    SELECT sha256 FROM portal_files WHERE scan = 'waiting' GROUP BY sha256 ORDER BY min(created_at) LIMIT ${most}`.execute(
    tx,
  );
  return rows.map((row) => row.sha256);
}

/** Ends the quarantine of a content, whatever draft or application names it. */
export async function settleUpload(
  tx: Tx,
  sha256: string,
  scan: 'clean' | 'infected' | 'none',
): Promise<void> {
  await sql`UPDATE portal_files SET scan = ${scan} WHERE sha256 = ${sha256} AND scan = 'waiting'`.execute(tx);
}
