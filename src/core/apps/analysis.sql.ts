/** Which apps analysts may read. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface OpenForAnalysis {
  texts: string[];
  openedBy: string;
  openedAt: Date;
}

export async function selectAnalysis(tx: Tx, appId: string): Promise<OpenForAnalysis | null> {
  const { rows } = await sql<OpenForAnalysis>`
    SELECT texts, opened_by AS "openedBy", opened_at AS "openedAt" FROM app_analysis WHERE app_id = ${appId}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function upsertAnalysis(
  tx: Tx,
  row: { appId: string; texts: readonly string[]; by: string },
): Promise<void> {
  await sql`
    INSERT INTO app_analysis (app_id, texts, opened_by) VALUES (${row.appId}, ${row.texts}::text[], ${row.by})
    ON CONFLICT (app_id) DO UPDATE SET texts = excluded.texts, opened_by = excluded.opened_by, opened_at = now()`.execute(
    tx,
  );
}

/** False when it was closed already. */
export async function deleteAnalysis(tx: Tx, appId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`DELETE FROM app_analysis WHERE app_id = ${appId}`.execute(tx);
  return numAffectedRows === 1n;
}
