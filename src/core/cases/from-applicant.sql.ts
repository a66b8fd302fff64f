/** What the applicant does reaches the case through messages; each statement checks the state it may happen in. */
import { sql } from 'kysely';
import type { CaseState } from '#core/process';
import type { Tx } from '#platform/db.server';

export interface CorrectedRow {
  id: string;
  app_id: string;
  app_version: number;
  record_id: string;
}

/** Back to checking, unless this message was handled before or the case went on meanwhile. */
export async function applyCorrection(
  tx: Tx,
  applicationId: string,
  messageId: string,
): Promise<CorrectedRow | null> {
  const { rows } = await sql<CorrectedRow>`
    UPDATE cases SET state = 'checking', revision = revision + 1, changed_at = now()
    WHERE application_id = ${applicationId} AND state = 'awaitingCorrection'
      AND NOT EXISTS (SELECT 1 FROM case_actions a WHERE a.message_id = ${messageId})
    RETURNING id, app_id, app_version, record_id`.execute(tx);
  return rows[0] ?? null;
}

/** Withdraws when nothing was decided yet; `taken` says whether it did. Null when the case is unknown or was withdrawn already. */
export async function applyWithdrawal(
  tx: Tx,
  applicationId: string,
): Promise<{ id: string; state: CaseState; taken: boolean } | null> {
  const found = await sql<{ id: string; state: CaseState }>`
    SELECT id, state FROM cases WHERE application_id = ${applicationId} FOR UPDATE`.execute(tx);
  const row = found.rows[0];
  if (row === undefined || row.state === 'withdrawn') return null;
  const open: CaseState[] = ['received', 'awaitingVisit', 'checking', 'awaitingCorrection', 'approving'];
  const taken = open.includes(row.state);
  if (taken) {
    await sql`
      UPDATE cases SET state = 'withdrawn', revision = revision + 1, changed_at = now() WHERE id = ${row.id}`.execute(
      tx,
    );
  }
  return { ...row, taken };
}

export async function selectCaseIdOfDocument(tx: Tx, documentId: string): Promise<string | null> {
  const { rows } = await sql<{
    case_id: string;
  }>`SELECT case_id FROM documents WHERE id = ${documentId}`.execute(tx);
  return rows[0]?.case_id ?? null;
}
