/** The scanner's verdicts on the office side. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Contents in quarantine, oldest first. */
export async function selectWaitingFiles(tx: Tx, most: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    SELECT sha256 FROM staff_files WHERE scan = 'waiting' GROUP BY sha256 ORDER BY min(added_at) LIMIT ${most}`.execute(
    tx,
  );
  return rows.map((row) => row.sha256);
}

export interface SettledFile {
  id: string;
  case_id: string | null;
  name: string;
}

/** Ends the quarantine of a content; gives the files that it ended for, so that a repeat finds none. */
export async function updateScan(
  tx: Tx,
  sha256: string,
  scan: 'clean' | 'infected' | 'none',
): Promise<SettledFile[]> {
  const { rows } = await sql<SettledFile>`
    UPDATE staff_files SET scan = ${scan} WHERE sha256 = ${sha256} AND scan = 'waiting'
    RETURNING id, case_id, name`.execute(tx);
  return rows;
}
